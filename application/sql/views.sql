-- create_activity
-- One row for each event: what the activity page and its filters need.
CREATE TABLE IF NOT EXISTS activity_1 (
    position    BIGINT PRIMARY KEY,
    recorded_at TEXT NOT NULL,
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

-- create_activity_record
CREATE INDEX IF NOT EXISTS activity_1_record ON activity_1 (kind, key, position)

-- create_activity_participant
CREATE INDEX IF NOT EXISTS activity_1_participant ON activity_1 (participant, position)

-- create_tally
-- What changed in a count, by when we knew of it.
CREATE TABLE IF NOT EXISTS tally_1 (
    since      BIGINT NOT NULL,
    measure    TEXT NOT NULL,
    slot       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    change     BIGINT NOT NULL,
    PRIMARY KEY (since, measure, slot, valid_from)
)

-- create_tally_valid
CREATE INDEX IF NOT EXISTS tally_1_valid ON tally_1 (measure, valid_from)

-- create_sums
-- The changes added up in cells: some ten days of valid time, 4,096 positions.
CREATE TABLE IF NOT EXISTS sums_1 (
    measure TEXT NOT NULL,
    period  TEXT NOT NULL,
    block   BIGINT NOT NULL,
    slot    TEXT NOT NULL,
    change  BIGINT NOT NULL,
    PRIMARY KEY (measure, period, block, slot)
)

-- create_totals
-- The sums of today, kept so that today's counts count no rows.
CREATE TABLE IF NOT EXISTS totals_1 (
    measure TEXT NOT NULL,
    slot    TEXT NOT NULL,
    total   BIGINT NOT NULL,
    PRIMARY KEY (measure, slot)
)

-- create_progress
-- How far the views have come: the last position shown.
CREATE TABLE IF NOT EXISTS views_progress_1 (
    view     TEXT PRIMARY KEY,
    position BIGINT NOT NULL
)

-- add_activity
INSERT INTO activity_1 (position, recorded_at, occurred_at, topic, kind, key, package,
                        participant, actor, role, visible, late)
VALUES (:position, :recorded_at, :occurred_at, :topic, :kind, :key, :package,
        :participant, :actor, :role, :visible, :late)

-- add_tally
INSERT INTO tally_1 (since, measure, slot, valid_from, change)
VALUES (:since, :measure, :slot, :valid_from, :change)
ON CONFLICT (since, measure, slot, valid_from)
DO UPDATE SET change = tally_1.change + :change

-- add_sum
INSERT INTO sums_1 (measure, period, block, slot, change)
VALUES (:measure, :period, :block, :slot, :change)
ON CONFLICT (measure, period, block, slot)
DO UPDATE SET change = sums_1.change + :change

-- add_total
INSERT INTO totals_1 (measure, slot, total) VALUES (:measure, :slot, :change)
ON CONFLICT (measure, slot) DO UPDATE SET total = totals_1.total + :change

-- keep_progress
INSERT INTO views_progress_1 (view, position) VALUES (:view, :position)
ON CONFLICT (view) DO UPDATE SET position = :position

-- drop_progress
DELETE FROM views_progress_1 WHERE view = :view

-- progress
SELECT position FROM views_progress_1 WHERE view = :view

-- totals
SELECT slot, total FROM totals_1 WHERE measure = :measure AND total <> 0 ORDER BY slot

-- tally
-- Whole cells, the rest of the days asked about, the rest of the positions known.
-- What is not to be looked up by is written so that no index can serve it.
SELECT slot, CAST(SUM(change) AS BIGINT) AS total
  FROM (SELECT slot, change FROM sums_1
         WHERE measure = :measure AND period < SUBSTR(:at, 1, 9) AND block < :known / 4096
         UNION ALL
        SELECT slot, change FROM tally_1
         WHERE measure = :measure AND valid_from >= SUBSTR(:at, 1, 9)
           AND valid_from <= :at AND since + 0 <= :known
         UNION ALL
        SELECT slot, change FROM tally_1
         WHERE since >= :known / 4096 * 4096 AND since <= :known
           AND measure || '' = :measure
           AND SUBSTR(valid_from, 1, 9) < SUBSTR(:at, 1, 9)) AS parts
 GROUP BY slot
HAVING SUM(change) <> 0
 ORDER BY slot

-- recorded_at
SELECT recorded_at FROM activity_1 WHERE position = :position
