-- create_activity
-- One row for each event: what the activity page and its filters need.  Its last one
-- tells how far the views have come.  ``occurred_at`` is empty where that is when the
-- event was recorded, which the log tells.
CREATE TABLE IF NOT EXISTS {activity} (
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
CREATE INDEX IF NOT EXISTS {activity}_participant ON {activity} (participant, position)

-- create_activity_corrected
CREATE INDEX IF NOT EXISTS {activity}_corrected
    ON {activity} (position) WHERE topic = 'record.corrected'

-- create_tally
-- What changed in a count, by when we knew of it.
CREATE TABLE IF NOT EXISTS {tally} (
    since      BIGINT NOT NULL,
    measure    TEXT NOT NULL,
    slot       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    change     BIGINT NOT NULL,
    PRIMARY KEY (since, measure, slot, valid_from)
)

-- create_tally_valid
CREATE INDEX IF NOT EXISTS {tally}_valid ON {tally} (measure, valid_from)

-- create_sums
-- The changes added up in cells: some ten days of valid time, 4,096 positions.
CREATE TABLE IF NOT EXISTS {sums} (
    measure TEXT NOT NULL,
    period  TEXT NOT NULL,
    block   BIGINT NOT NULL,
    slot    TEXT NOT NULL,
    change  BIGINT NOT NULL,
    PRIMARY KEY (measure, period, block, slot)
)

-- create_spans
-- The sums of all that is known today, for a day of the past: some ten days a cell.
CREATE TABLE IF NOT EXISTS {spans} (
    measure TEXT NOT NULL,
    period  TEXT NOT NULL,
    slot    TEXT NOT NULL,
    change  BIGINT NOT NULL,
    PRIMARY KEY (measure, period, slot)
)

-- create_totals
-- The sums of today, kept so that today's counts count no rows.
CREATE TABLE IF NOT EXISTS {totals} (
    measure TEXT NOT NULL,
    slot    TEXT NOT NULL,
    total   BIGINT NOT NULL,
    PRIMARY KEY (measure, slot)
)

-- create_drawing
-- Whose the tables beside the live ones are, while they are drawn.
CREATE TABLE IF NOT EXISTS {drawing} (mark BIGINT PRIMARY KEY)

-- add_activity
INSERT INTO {activity} (position, occurred_at, topic, kind, key, package,
                        participant, actor, role, visible, late)
VALUES (:position, :occurred_at, :topic, :kind, :key, :package,
        :participant, :actor, :role, :visible, :late)

-- add_tally
INSERT INTO {tally} (since, measure, slot, valid_from, change)
VALUES (:since, :measure, :slot, :valid_from, :change)
ON CONFLICT (since, measure, slot, valid_from)
DO UPDATE SET change = {tally}.change + :change

-- add_sum
INSERT INTO {sums} (measure, period, block, slot, change)
VALUES (:measure, :period, :block, :slot, :change)
ON CONFLICT (measure, period, block, slot)
DO UPDATE SET change = {sums}.change + :change

-- add_span
INSERT INTO {spans} (measure, period, slot, change)
VALUES (:measure, :period, :slot, :change)
ON CONFLICT (measure, period, slot) DO UPDATE SET change = {spans}.change + :change

-- add_total
INSERT INTO {totals} (measure, slot, total) VALUES (:measure, :slot, :change)
ON CONFLICT (measure, slot) DO UPDATE SET total = {totals}.total + :change

-- keep_mark
INSERT INTO {drawing} (mark) VALUES (:mark)

-- drop_mark
DELETE FROM {drawing}

-- mark
SELECT mark FROM {drawing}

-- progress
SELECT COALESCE(MAX(position), 0) AS position FROM {activity}

-- totals
SELECT slot, total FROM {totals} WHERE measure = :measure AND total <> 0 ORDER BY slot

-- as_of
-- By all that is known today: the cells before one, then single changes up to the day.
SELECT slot, CAST(SUM(change) AS BIGINT) AS total
  FROM (SELECT slot, change FROM {spans} WHERE measure = :measure AND period < :cell
         UNION ALL
        SELECT slot, change FROM {tally}
         WHERE measure = :measure AND valid_from >= :rest AND valid_from <= :at) AS parts
 GROUP BY slot
HAVING SUM(change) <> 0
 ORDER BY slot

-- tally
-- Whole cells, the rest of the days asked about, the rest of the positions known.
-- What is not to be looked up by is written so that no index can serve it.
SELECT slot, CAST(SUM(change) AS BIGINT) AS total
  FROM (SELECT slot, change FROM {sums}
         WHERE measure = :measure AND period < SUBSTR(:at, 1, 9) AND block < :known / 4096
         UNION ALL
        SELECT slot, change FROM {tally}
         WHERE measure = :measure AND valid_from >= SUBSTR(:at, 1, 9)
           AND valid_from <= :at AND since + 0 <= :known
         UNION ALL
        SELECT slot, change FROM {tally}
         WHERE since >= :known / 4096 * 4096 AND since <= :known
           AND measure || '' = :measure
           AND SUBSTR(valid_from, 1, 9) < SUBSTR(:at, 1, 9)) AS parts
 GROUP BY slot
HAVING SUM(change) <> 0
 ORDER BY slot
