-- create_drafts
-- What a focal point has written and not handed over yet: no act, so not in the log.
CREATE TABLE IF NOT EXISTS drafts (
    undertaking TEXT NOT NULL,
    person      TEXT NOT NULL,
    mark        TEXT NOT NULL,
    saved_at    TEXT NOT NULL,
    said        TEXT NOT NULL,
    PRIMARY KEY (undertaking, person)
)

-- draft
SELECT undertaking, mark, saved_at, said
  FROM drafts
 WHERE undertaking = :undertaking AND person = :person

-- drafts_of
SELECT undertaking, saved_at
  FROM drafts
 WHERE person = :person
 ORDER BY undertaking, person

-- save
INSERT INTO drafts (undertaking, person, mark, saved_at, said)
VALUES (:undertaking, :person, :mark, :saved_at, :said)
    ON CONFLICT (undertaking, person) DO UPDATE
   SET mark = :mark, saved_at = :saved_at, said = :said

-- discard
DELETE FROM drafts WHERE undertaking = :undertaking AND person = :person
