-- create_activity
-- One row for each event: what the activity page and its filters need.  Its last one
-- tells how far the views have come.  ``occurred_at`` is empty where that is when the
-- event was recorded, which the log tells.
CREATE TABLE IF NOT EXISTS activity_2 (
    position    BIGINT PRIMARY KEY,
    occurred_at TEXT NOT NULL,
    topic       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    key         TEXT NOT NULL,
    package     TEXT NOT NULL,
    participant TEXT NOT NULL,
    actor       TEXT NOT NULL,
    role        TEXT NOT NULL,
    visible     TEXT NOT NULL,
    late        BIGINT NOT NULL
)

-- create_activity_participant
CREATE INDEX IF NOT EXISTS activity_2_participant ON activity_2 (participant, position)

-- create_tally
-- What changed in a count, by when we knew of it.
CREATE TABLE IF NOT EXISTS tally_2 (
    since      BIGINT NOT NULL,
    measure    TEXT NOT NULL,
    slot       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    change     BIGINT NOT NULL,
    PRIMARY KEY (since, measure, slot, valid_from)
)

-- create_tally_valid
CREATE INDEX IF NOT EXISTS tally_2_valid ON tally_2 (measure, valid_from)

-- create_sums
-- The changes added up in cells: some ten days of valid time, 4,096 positions.
CREATE TABLE IF NOT EXISTS sums_2 (
    measure TEXT NOT NULL,
    period  TEXT NOT NULL,
    block   BIGINT NOT NULL,
    slot    TEXT NOT NULL,
    change  BIGINT NOT NULL,
    PRIMARY KEY (measure, period, block, slot)
)

-- create_totals
-- The sums of today, kept so that today's counts count no rows.
CREATE TABLE IF NOT EXISTS totals_2 (
    measure TEXT NOT NULL,
    slot    TEXT NOT NULL,
    total   BIGINT NOT NULL,
    PRIMARY KEY (measure, slot)
)

-- create_drawing
-- Whose the tables beside the live ones are, while they are drawn.
CREATE TABLE IF NOT EXISTS drawing_2 (mark BIGINT PRIMARY KEY)

-- add_activity
INSERT INTO activity_2 (position, occurred_at, topic, kind, key, package,
                        participant, actor, role, visible, late)
VALUES (:position, :occurred_at, :topic, :kind, :key, :package,
        :participant, :actor, :role, :visible, :late)

-- add_tally
INSERT INTO tally_2 (since, measure, slot, valid_from, change)
VALUES (:since, :measure, :slot, :valid_from, :change)
ON CONFLICT (since, measure, slot, valid_from)
DO UPDATE SET change = tally_2.change + :change

-- add_sum
INSERT INTO sums_2 (measure, period, block, slot, change)
VALUES (:measure, :period, :block, :slot, :change)
ON CONFLICT (measure, period, block, slot)
DO UPDATE SET change = sums_2.change + :change

-- add_total
INSERT INTO totals_2 (measure, slot, total) VALUES (:measure, :slot, :change)
ON CONFLICT (measure, slot) DO UPDATE SET total = totals_2.total + :change

-- keep_mark
INSERT INTO drawing_2 (mark) VALUES (:mark)

-- drop_mark
DELETE FROM drawing_2

-- mark
SELECT mark FROM drawing_2

-- progress
SELECT COALESCE(MAX(position), 0) AS position FROM activity_2

-- totals
SELECT slot, total FROM totals_2 WHERE measure = :measure AND total <> 0 ORDER BY slot

-- tally
-- Whole cells, the rest of the days asked about, the rest of the positions known.
-- What is not to be looked up by is written so that no index can serve it.
SELECT slot, CAST(SUM(change) AS BIGINT) AS total
  FROM (SELECT slot, change FROM sums_2
         WHERE measure = :measure AND period < SUBSTR(:at, 1, 9) AND block < :known / 4096
         UNION ALL
        SELECT slot, change FROM tally_2
         WHERE measure = :measure AND valid_from >= SUBSTR(:at, 1, 9)
           AND valid_from <= :at AND since + 0 <= :known
         UNION ALL
        SELECT slot, change FROM tally_2
         WHERE since >= :known / 4096 * 4096 AND since <= :known
           AND measure || '' = :measure
           AND SUBSTR(valid_from, 1, 9) < SUBSTR(:at, 1, 9)) AS parts
 GROUP BY slot
HAVING SUM(change) <> 0
 ORDER BY slot
