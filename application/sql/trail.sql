-- listed
-- The log as an operator asks for it; '' stands for any.
SELECT position FROM {activity}
 WHERE position > :after
   AND (:kind = '' OR kind = :kind)
   AND (:key = '' OR key = :key)
   AND (:topic = '' OR topic = :topic
        OR substr(topic, 1, length(:topic) + 1) = :topic || '.')
   AND (:actor = '' OR actor = :actor)
   AND (:participant = '' OR participant = :participant)
   AND position <= :last
 ORDER BY position
 LIMIT :limit

-- shown
SELECT position, kind, key, visible FROM {activity} WHERE position = :position

-- lines
-- The log as it is stored, with where each event belongs and who may read it.
SELECT e.position, e.originator_id, e.originator_version, e.topic, e.state,
       a.kind, a.key, a.visible
  FROM stored_events e
  LEFT JOIN {activity} a ON a.position = e.position
 WHERE e.position > :after AND e.position <= :last
 ORDER BY e.position
 LIMIT :limit
