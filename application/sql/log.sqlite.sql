-- create_events
-- The log. A position is the only public number: dense, explicit, never reused.
CREATE TABLE IF NOT EXISTS stored_events (
    position           INTEGER PRIMARY KEY,
    originator_id      TEXT NOT NULL,
    originator_version INTEGER NOT NULL,
    topic              TEXT NOT NULL,
    state              BLOB NOT NULL,
    UNIQUE (originator_id, originator_version)
)

-- create_commands
-- Which event a command brought about, so that a repeated one brings about no other.
CREATE TABLE IF NOT EXISTS commands (
    command  BLOB PRIMARY KEY,
    digest   BLOB NOT NULL,
    position INTEGER NOT NULL,
    edition  INTEGER NOT NULL
) WITHOUT ROWID

-- create_loaded
-- What reference data has been entered, so that entering it again adds nothing.
CREATE TABLE IF NOT EXISTS loaded (
    item     TEXT PRIMARY KEY,
    content  TEXT NOT NULL,
    position INTEGER NOT NULL
)

-- create_no_update
CREATE TRIGGER IF NOT EXISTS stored_events_no_update
BEFORE UPDATE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never changed'); END

-- create_no_delete
CREATE TRIGGER IF NOT EXISTS stored_events_no_delete
BEFORE DELETE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never removed'); END

-- create_no_replace
CREATE TRIGGER IF NOT EXISTS stored_events_no_replace
BEFORE INSERT ON stored_events
WHEN EXISTS (SELECT 1 FROM stored_events
              WHERE position = NEW.position
                 OR (originator_id = NEW.originator_id
                     AND originator_version = NEW.originator_version))
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a place is used once'); END
