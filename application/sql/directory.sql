-- undertakings_of
SELECT DISTINCT reference AS key FROM {undertakings}
 WHERE participant = :participant ORDER BY reference

-- packages
SELECT DISTINCT package AS key FROM {packages} ORDER BY package

-- participants
SELECT DISTINCT participant AS key FROM {standings} ORDER BY participant

-- periods
SELECT DISTINCT period AS key FROM {periods} ORDER BY period

-- performed
-- What is performed at an instant: who owes a report is read from it.
SELECT a.reference, a.participant, a.stage
  FROM {undertakings} a
 WHERE {in_force a}
 ORDER BY a.participant, a.reference
