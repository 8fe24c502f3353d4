-- acknowledged
SELECT current_setting('synchronous_commit') AS synchronous

-- columns
SELECT table_name AS held, column_name AS name
  FROM information_schema.columns
 WHERE table_schema = CURRENT_SCHEMA
   AND table_name IN ('stored_events', 'register_form')

-- form
SELECT COALESCE(MAX(form), 0) AS form FROM register_form

-- keep_form
INSERT INTO register_form (form) VALUES (:form) ON CONFLICT (form) DO NOTHING

-- is_there
SELECT 1 AS found FROM pg_class
 WHERE relname = :name AND relnamespace = CURRENT_SCHEMA::text::regnamespace

-- every_name
SELECT relname AS name FROM pg_class
 WHERE relnamespace = CURRENT_SCHEMA::text::regnamespace

-- triggers
SELECT t.tgname AS name, t.tgenabled AS enabled, t.tgtype AS type, p.prosrc AS source
  FROM pg_trigger t
  JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE t.tgrelid = to_regclass('stored_events') AND NOT t.tgisinternal
