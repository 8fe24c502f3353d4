-- create_notices
-- What each person is told or asked: ids alone, no address and no text.
CREATE TABLE IF NOT EXISTS notices (
    person   TEXT NOT NULL,
    position BIGINT NOT NULL,
    kind     TEXT NOT NULL,
    item     TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    state    TEXT NOT NULL,
    letter   TEXT NOT NULL,
    tries    BIGINT NOT NULL,
    next_at  TEXT NOT NULL,
    why      TEXT NOT NULL,
    refused_at TEXT NOT NULL,
    PRIMARY KEY (person, position, kind)
)

-- create_notices_next
CREATE INDEX IF NOT EXISTS notices_next ON notices (state, next_at, position, person)

-- create_notices_letter
CREATE INDEX IF NOT EXISTS notices_letter ON notices (letter)

-- create_notices_item
CREATE INDEX IF NOT EXISTS notices_item ON notices (item, kind)

-- create_notices_person
CREATE INDEX IF NOT EXISTS notices_person ON notices (person, made_at, position)

-- create_reached
-- Up to which position the log was read for notices.
CREATE TABLE IF NOT EXISTS notices_reached (
    reader   TEXT PRIMARY KEY,
    position BIGINT NOT NULL
)

-- reached
SELECT position FROM notices_reached WHERE reader = 'notices'

-- begin_at
INSERT INTO notices_reached (reader, position) VALUES ('notices', :position)
    ON CONFLICT (reader) DO NOTHING

-- go_on
UPDATE notices_reached SET position = :position
 WHERE reader = 'notices' AND position = :seen

-- add
INSERT INTO notices
       (person, position, kind, item, made_at, state, letter, tries, next_at, why,
        refused_at)
VALUES (:person, :position, :kind, :item, :made_at, :state, :letter, 0, :next_at, '',
        '')
    ON CONFLICT (person, position, kind) DO NOTHING

-- ending
-- Mandates whose term ends soon, and nobody was told yet.
SELECT d.reference, d.number, d.due
  FROM {deadlines} d
 WHERE {today d}
   AND d.action = 'let-mandate-expire' AND d.due > :now AND d.due <= :soon
   AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.item = d.number AND n.kind = 'ending')
 ORDER BY d.due, d.number
 LIMIT :limit

-- of_person
SELECT position, kind, item, made_at, state
  FROM notices
 WHERE person = :person AND (made_at, position) < (:made_at, :position)
 ORDER BY made_at DESC, position DESC, kind
 LIMIT :limit

-- next_due
SELECT person, letter
  FROM notices
 WHERE state = 'waiting' AND next_at <= :now
 ORDER BY next_at, position, person
 LIMIT 1

-- loose
SELECT position, kind, made_at
  FROM notices
 WHERE person = :person AND state = 'waiting' AND letter = '' AND next_at <= :now
 ORDER BY position, kind

-- bind
UPDATE notices SET letter = :letter
 WHERE person = :person AND state = 'waiting' AND letter = '' AND next_at <= :now

-- lease
UPDATE notices SET next_at = :next_at, tries = tries + 1
 WHERE letter = :letter AND state = 'waiting'

-- of_letter
SELECT person, position, kind, item, made_at, state, letter, tries, refused_at
  FROM notices
 WHERE letter = :letter AND state = 'waiting'
 ORDER BY position, kind

-- settle
UPDATE notices SET state = :state, why = :why
 WHERE letter = :letter AND state = 'waiting'

-- settle_one
UPDATE notices SET state = :state, why = ''
 WHERE person = :person AND position = :position AND kind = :kind

-- put_off
UPDATE notices SET next_at = :next_at, why = :why, refused_at = :refused_at
 WHERE letter = :letter AND state = 'waiting'

-- put_off_all
UPDATE notices SET next_at = :next_at, why = :why
 WHERE state = 'waiting' AND next_at <= :now

-- troubled
-- What does not get through; what was given up is told for a while.
SELECT state, why, MIN(next_at) AS next_at,
       COUNT(DISTINCT CASE WHEN letter = '' THEN person ELSE letter END) AS letters
  FROM notices
 WHERE (state = 'waiting' OR state = 'given up' AND next_at >= :since) AND why <> ''
 GROUP BY state, why
 ORDER BY state, why

-- overdue
SELECT COUNT(*) AS number FROM notices WHERE state = 'waiting' AND next_at <= :before
