-- undertakings_of
SELECT DISTINCT reference AS key FROM {undertakings}
 WHERE participant = :participant ORDER BY reference

-- packages
SELECT DISTINCT package AS key FROM {packages} ORDER BY package

-- participants
SELECT DISTINCT participant AS key FROM {standings} ORDER BY participant
