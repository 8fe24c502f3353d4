-- Two roles, so that whoever serves the register can add to the log and do no more.
--
-- The owner makes tables and triggers: run "depositary init" and "depositary view
-- rebuild" as the owner.  Then, as the owner too, run this for the role that serves,
-- which has no rights of its own (CREATE ROLE … LOGIN):
--
--     psql --set=serving=depositary_serving --file=roles.postgres.sql <the register>
--
-- and let "depositary serve" connect as that role.  Run it again when tables were made
-- that the role can't read.  "depositary doctor" says when a trigger is missing or off.

\set ON_ERROR_STOP on
BEGIN;

-- The serving role makes nothing …
REVOKE CREATE ON SCHEMA public FROM PUBLIC, :"serving";
GRANT USAGE ON SCHEMA public TO :"serving";

-- … draws the views, those to come included …
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"serving";
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"serving";

-- … and only adds to the log and to what goes with it.
REVOKE ALL ON stored_events, commands, loaded, register_form FROM PUBLIC, :"serving";
GRANT SELECT ON stored_events, commands, loaded, register_form TO :"serving";
GRANT INSERT (position, originator_id, originator_version, topic, state)
  ON stored_events TO :"serving";
GRANT INSERT (command, digest, position, edition) ON commands TO :"serving";
GRANT INSERT (item, content, position) ON loaded TO :"serving";

COMMIT;
