-- insert_event
INSERT INTO stored_events (position, originator_id, originator_version, topic, state)
VALUES (:position, :originator_id, :originator_version, :topic, :state)

-- last_position
SELECT COALESCE(MAX(position), 0) AS position FROM stored_events

-- touched
SELECT DISTINCT originator_id FROM stored_events
 WHERE position > :after AND position <= :upto

-- count
SELECT COUNT(*) AS number FROM stored_events WHERE position <= :last

-- stream
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE originator_id = :originator_id AND originator_version > :after
 ORDER BY originator_version

-- by_stream
-- Streams in the order of their ids, from a place within one on.
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE (originator_id, originator_version) > (:stream, :version)
   AND originator_id < :end AND position <= :last
 ORDER BY originator_id, originator_version
 LIMIT :limit

-- page
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE position > :after
 ORDER BY position
 LIMIT :limit

-- at_positions
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE position = :position

-- find_command
SELECT digest, position, edition FROM commands WHERE command = :command

-- keep_command
INSERT INTO commands (command, digest, position, edition)
VALUES (:command, :digest, :position, :edition)

-- find_loaded
SELECT content, position FROM loaded WHERE item = :item

-- every_loaded
SELECT item, content, position FROM loaded
 WHERE SUBSTR(item, 1, LENGTH(:prefix)) = :prefix

-- keep_loaded
INSERT INTO loaded (item, content, position) VALUES (:item, :content, :position)

-- stream_ascending
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE originator_id = :originator_id
   AND originator_version > :after AND originator_version <= :upto
 ORDER BY originator_version
 LIMIT :limit

-- stream_descending
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE originator_id = :originator_id
   AND originator_version > :after AND originator_version <= :upto
 ORDER BY originator_version DESC
 LIMIT :limit

-- page_upto
SELECT position, originator_id, originator_version, topic, state
  FROM stored_events
 WHERE position > :after AND position <= :upto
 ORDER BY position
 LIMIT :limit
