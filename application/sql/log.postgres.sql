-- create_events
-- The log. A position is the only public number: dense, explicit, never reused.
CREATE TABLE IF NOT EXISTS stored_events (
    position           BIGINT PRIMARY KEY,
    originator_id      TEXT COLLATE "C" NOT NULL,
    originator_version BIGINT NOT NULL,
    topic              TEXT COLLATE "C" NOT NULL,
    state              BYTEA NOT NULL,
    UNIQUE (originator_id, originator_version)
)

-- create_commands
-- Which event a command brought about, so that a repeated one brings about no other.
CREATE TABLE IF NOT EXISTS commands (
    command  BYTEA PRIMARY KEY,
    digest   BYTEA NOT NULL,
    position BIGINT NOT NULL,
    edition  BIGINT NOT NULL
)

-- create_loaded
CREATE TABLE IF NOT EXISTS loaded (
    item     TEXT COLLATE "C" PRIMARY KEY,
    content  TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL
)

-- create_form
-- The forms the tables have been in; the highest is the one they are in.
CREATE TABLE IF NOT EXISTS register_form (form BIGINT PRIMARY KEY)

-- create_refusal
CREATE OR REPLACE FUNCTION stored_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: an event is never changed or removed';
END $$

-- create_no_update
CREATE OR REPLACE TRIGGER stored_events_no_update
BEFORE UPDATE ON stored_events
FOR EACH ROW EXECUTE FUNCTION stored_events_refuse()

-- create_no_delete
CREATE OR REPLACE TRIGGER stored_events_no_delete
BEFORE DELETE ON stored_events
FOR EACH ROW EXECUTE FUNCTION stored_events_refuse()

-- create_no_truncate
CREATE OR REPLACE TRIGGER stored_events_no_truncate
BEFORE TRUNCATE ON stored_events
FOR EACH STATEMENT EXECUTE FUNCTION stored_events_refuse()

-- always_no_update
ALTER TABLE stored_events ENABLE ALWAYS TRIGGER stored_events_no_update

-- always_no_delete
ALTER TABLE stored_events ENABLE ALWAYS TRIGGER stored_events_no_delete

-- always_no_truncate
ALTER TABLE stored_events ENABLE ALWAYS TRIGGER stored_events_no_truncate
