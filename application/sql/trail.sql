-- listed
-- The log as an operator asks for it; '' stands for any.
SELECT position FROM activity_2
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
SELECT position, kind, key, visible FROM activity_2 WHERE position = :position

-- places
-- Where each event belongs and who may read it, from one position to another.
SELECT position, kind, key, visible FROM activity_2
 WHERE position > :after AND position <= :last
 ORDER BY position
