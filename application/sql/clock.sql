-- create_pauses
-- When an operator let the clock stand, and why; the last one may be without an end.
CREATE TABLE IF NOT EXISTS clock_pauses (
    number     BIGINT PRIMARY KEY,
    paused_at  TEXT NOT NULL,
    reason     TEXT NOT NULL,
    resumed_at TEXT NOT NULL
)

-- last_pause
SELECT number, paused_at, reason, resumed_at
  FROM clock_pauses
 ORDER BY number DESC
 LIMIT 1

-- pause
INSERT INTO clock_pauses (number, paused_at, reason, resumed_at)
VALUES (:number, :paused_at, :reason, '')

-- resume
UPDATE clock_pauses SET resumed_at = :resumed_at WHERE number = :number

-- due
-- What fell due by one action, in order, from a place in that order on.
SELECT due, kind, reference, participant, number
  FROM {deadlines} a
 WHERE {today a}
   AND action = :action AND due <= :now
   AND (due, kind, reference, participant, number)
     > (:due, :kind, :reference, :participant, :number)
 ORDER BY due, kind, reference, participant, number
 LIMIT :limit

-- oldest
SELECT MIN(due) AS due
  FROM {deadlines} a
 WHERE {today a}
   AND action = :action
