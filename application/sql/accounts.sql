-- create_person
-- Who the opaque ids of the log are. An erased person keeps the id and nothing else.
CREATE TABLE IF NOT EXISTS person (
    person      TEXT PRIMARY KEY,
    name        TEXT,
    email       TEXT,
    address     TEXT UNIQUE,
    password    TEXT,
    stamp       TEXT NOT NULL,
    added_at    TEXT NOT NULL,
    disabled_at TEXT,
    erased_at   TEXT
)

-- create_link
-- Links sent by mail, each good for one use: a password reset, an invitation.
CREATE TABLE IF NOT EXISTS link (
    digest     TEXT PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person,
    expires_at TEXT NOT NULL
)

-- create_token
CREATE TABLE IF NOT EXISTS token (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    digest     TEXT NOT NULL UNIQUE,
    person     TEXT NOT NULL REFERENCES person,
    scopes     TEXT NOT NULL,
    issued_at  TEXT NOT NULL,
    expires_at TEXT NOT NULL
)

-- create_tries
-- Failed tries to sign in, by digest of the address, whether or not it has an account.
CREATE TABLE IF NOT EXISTS tries (
    digest       TEXT PRIMARY KEY,
    failures     INTEGER NOT NULL,
    tried_at     TEXT NOT NULL,
    locked_until TEXT NOT NULL
)

-- create_draft
CREATE TABLE IF NOT EXISTS draft (
    owner   TEXT NOT NULL,
    key     TEXT NOT NULL,
    by      TEXT NOT NULL,
    content TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (owner, key)
)

-- create_manner
-- How a person is told of things: at once, once a day, or on the page alone.
CREATE TABLE IF NOT EXISTS manner (
    person   TEXT PRIMARY KEY REFERENCES person,
    how      TEXT NOT NULL,
    language TEXT NOT NULL
)

-- add
INSERT INTO person (person, name, email, address, password, stamp, added_at)
VALUES (:person, :name, :email, :address, :password, :stamp, :now)

-- by_address
SELECT person, password, disabled_at FROM person WHERE address = :address

-- by_person
SELECT person, name, email, address, stamp, disabled_at, erased_at
  FROM person
 WHERE person = :person

-- names
SELECT person, name
  FROM person
 WHERE person IN (SELECT value FROM json_each(:persons))

-- begun
SELECT person FROM person WHERE person = :person AND password IS NOT NULL

-- listed
SELECT person, name FROM person WHERE disabled_at IS NULL ORDER BY name, person

-- rename
UPDATE person SET name = :name WHERE person = :person

-- change_password
UPDATE person SET password = :password, stamp = :stamp WHERE person = :person

-- hash_again
-- Only where nobody chose another password meanwhile; sessions go on.
UPDATE person SET password = :password WHERE person = :person AND password = :before

-- disable
-- Links and tokens of a disabled account are dropped with it.
UPDATE person
   SET disabled_at = coalesce(disabled_at, :now), stamp = :stamp
 WHERE person = :person

-- enable
UPDATE person SET disabled_at = NULL WHERE person = :person

-- erase
UPDATE person
   SET name = NULL, email = NULL, address = NULL, password = NULL, stamp = :stamp,
       disabled_at = coalesce(disabled_at, :now), erased_at = coalesce(erased_at, :now)
 WHERE person = :person

-- tries_of
SELECT failures, locked_until FROM tries WHERE digest = :digest

-- count_try
INSERT INTO tries (digest, failures, tried_at, locked_until)
VALUES (:digest, :failures, :now, :locked_until)
    ON CONFLICT (digest) DO UPDATE
   SET failures = excluded.failures,
       tried_at = excluded.tried_at,
       locked_until = excluded.locked_until

-- forget_tries
DELETE FROM tries WHERE digest = :digest

-- forget_old_tries
DELETE FROM tries WHERE tried_at <= :before

-- add_link
INSERT INTO link (digest, person, expires_at) VALUES (:digest, :person, :expires_at)

-- live_link
SELECT person FROM link WHERE digest = :digest AND expires_at > :now

-- drop_links
DELETE FROM link WHERE person = :person

-- drop_old_links
DELETE FROM link WHERE expires_at <= :now

-- add_token
INSERT INTO token (digest, person, scopes, issued_at, expires_at)
VALUES (:digest, :person, :scopes, :now, :expires_at)

-- live_token
-- Who bears a token, with what a session of theirs must carry to go on.
SELECT t.person, t.scopes, p.stamp
  FROM token t
  JOIN person p ON p.person = t.person
 WHERE t.digest = :digest AND t.expires_at > :now AND p.disabled_at IS NULL

-- tokens_of
SELECT number, scopes, issued_at, expires_at
  FROM token
 WHERE person = :person AND expires_at > :now
 ORDER BY number

-- drop_token
DELETE FROM token WHERE person = :person AND number = :number RETURNING number

-- drop_tokens
DELETE FROM token WHERE person = :person

-- keep_draft
INSERT INTO draft (owner, key, by, content, kept_at)
VALUES (:owner, :key, :by, :content, :now)
    ON CONFLICT (owner, key) DO UPDATE
   SET by = excluded.by, content = excluded.content, kept_at = excluded.kept_at

-- draft
SELECT by, content, kept_at FROM draft WHERE owner = :owner AND key = :key

-- drop_draft
DELETE FROM draft WHERE owner = :owner AND key = :key

-- drop_drafts
DELETE FROM draft WHERE owner = :owner

-- manner
SELECT how, language FROM manner WHERE person = :person

-- keep_manner
INSERT INTO manner (person, how, language) VALUES (:person, :how, :language)
    ON CONFLICT (person) DO UPDATE
   SET how = excluded.how, language = excluded.language

-- drop_manner
DELETE FROM manner WHERE person = :person
