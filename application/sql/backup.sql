-- stored_events
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE position > :after
 ORDER BY position
 LIMIT :limit

-- commands
SELECT command, digest, position, edition
  FROM commands
 WHERE command > :after
 ORDER BY command
 LIMIT :limit

-- loaded
SELECT item, content, position
  FROM loaded
 WHERE item > :after
 ORDER BY item
 LIMIT :limit
