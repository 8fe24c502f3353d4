-- packages
SELECT DISTINCT package AS key FROM packages_2 ORDER BY package

-- participants
SELECT DISTINCT participant AS key FROM standings_2 ORDER BY participant
