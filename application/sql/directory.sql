-- packages
SELECT DISTINCT package AS key FROM packages_1 ORDER BY package

-- participants
SELECT DISTINCT participant AS key FROM standings_1 ORDER BY participant
