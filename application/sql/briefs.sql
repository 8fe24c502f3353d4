-- changed_standings
-- Who stands otherwise than before, and how it stood then.
SELECT a.participant, a.standing AS now, COALESCE(b.standing, '') AS was
  FROM {standings} a
  LEFT JOIN {standings} b ON b.participant = a.participant AND {then b}
 WHERE {in_force a} AND a.valid_from > :before
   AND a.standing <> COALESCE(b.standing, '')
   AND (:participant = '' OR a.participant = :participant) AND :package = ''
 ORDER BY a.sort, a.participant

-- changed_packages
SELECT a.package, a.title, a.stage AS now, COALESCE(b.stage, '') AS was,
       COALESCE(b.title, '') AS title_was
  FROM {packages} a
  LEFT JOIN {packages} b ON b.package = a.package AND {then b}
 WHERE {in_force a} AND a.valid_from > :before
   AND (a.title <> COALESCE(b.title, '') OR a.stage <> COALESCE(b.stage, ''))
   AND :participant = '' AND (:package = '' OR a.package = :package)
 ORDER BY a.number, a.package

-- changed_seats
-- Who sits otherwise in a committee; who has left is told by the next one.
SELECT a.package, a.participant, a.position AS now, COALESCE(b.position, '') AS was
  FROM {memberships} a
  LEFT JOIN {memberships} b ON b.package = a.package
   AND b.participant = a.participant AND {then b}
 WHERE {in_force a} AND a.valid_from > :before
   AND a.position <> COALESCE(b.position, '')
   AND (:participant = '' OR a.participant = :participant)
   AND (:package = '' OR a.package = :package)
 ORDER BY a.package, a.participant

-- left_seats
SELECT b.package, b.participant, '' AS now, b.position AS was
  FROM {memberships} b
 WHERE {then b}
   AND (:participant = '' OR b.participant = :participant)
   AND (:package = '' OR b.package = :package)
   AND NOT EXISTS (SELECT 1 FROM {memberships} a
                    WHERE a.package = b.package AND a.participant = b.participant
                      AND {in_force a})
 ORDER BY b.package, b.participant

-- changed_commitments
SELECT a.reference, a.title, a.visible, a.package, a.announcers, a.form,
       a.stage AS now, COALESCE(b.stage, '') AS was
  FROM {commitments} a
  LEFT JOIN {commitments} b ON b.reference = a.reference AND {then b}
 WHERE {in_force a} AND a.valid_from > :before AND a.stage <> COALESCE(b.stage, '')
 ORDER BY a.reference
 LIMIT :limit

-- changed_commitments_of
-- Who announced a thing has an undertaking under it.
SELECT a.reference, a.title, a.visible, a.package, a.announcers, a.form,
       a.stage AS now, COALESCE(b.stage, '') AS was
  FROM {commitments} a
  LEFT JOIN {commitments} b ON b.reference = a.reference AND {then b}
 WHERE {in_force a} AND a.valid_from > :before AND a.stage <> COALESCE(b.stage, '')
   AND a.reference IN (SELECT d.commitment FROM {undertakings} d
                        WHERE d.participant = :participant AND {in_force d})
   AND ',' || a.announcers || ',' LIKE '%,' || :participant || ',%'
 ORDER BY a.reference
 LIMIT :limit

-- changed_commitments_in
SELECT a.reference, a.title, a.visible, a.package, a.announcers, a.form,
       a.stage AS now, COALESCE(b.stage, '') AS was
  FROM {commitments} a
  LEFT JOIN {commitments} b ON b.reference = a.reference AND {then b}
 WHERE {in_force a} AND a.valid_from > :before AND a.stage <> COALESCE(b.stage, '')
   AND a.package = :package
 ORDER BY a.reference
 LIMIT :limit

-- changed_endorsements
SELECT a.commitment AS reference, a.participant, a.ordinal, a.standing AS now,
       COALESCE(b.standing, '') AS was, c.title, c.visible, c.package, c.announcers
  FROM {endorsements} a
  JOIN {commitments} c ON c.reference = a.commitment AND {in_force c}
  LEFT JOIN {endorsements} b ON b.commitment = a.commitment
   AND b.ordinal = a.ordinal AND {then b}
 WHERE {in_force a} AND a.valid_from > :before
   AND a.standing <> COALESCE(b.standing, '')
 ORDER BY a.commitment, a.ordinal
 LIMIT :limit

-- changed_endorsements_of
SELECT a.commitment AS reference, a.participant, a.ordinal, a.standing AS now,
       COALESCE(b.standing, '') AS was, c.title, c.visible, c.package, c.announcers
  FROM {endorsements} a
  JOIN {commitments} c ON c.reference = a.commitment AND {in_force c}
  LEFT JOIN {endorsements} b ON b.commitment = a.commitment
   AND b.ordinal = a.ordinal AND {then b}
 WHERE {in_force a} AND a.valid_from > :before
   AND a.standing <> COALESCE(b.standing, '')
   AND a.participant = :participant
 ORDER BY a.commitment, a.ordinal
 LIMIT :limit

-- changed_endorsements_in
SELECT a.commitment AS reference, a.participant, a.ordinal, a.standing AS now,
       COALESCE(b.standing, '') AS was, c.title, c.visible, c.package, c.announcers
  FROM {endorsements} a
  JOIN {commitments} c ON c.reference = a.commitment AND {in_force c}
  LEFT JOIN {endorsements} b ON b.commitment = a.commitment
   AND b.ordinal = a.ordinal AND {then b}
 WHERE {in_force a} AND a.valid_from > :before
   AND a.standing <> COALESCE(b.standing, '')
   AND c.package = :package
 ORDER BY a.commitment, a.ordinal
 LIMIT :limit

-- changed_undertakings
-- Only what was there before: that one began is told by the endorsement.
SELECT a.reference, a.participant, a.commitment, a.stage AS now, b.stage AS was,
       a.received - b.received AS reports, c.title, c.visible, c.package, c.announcers
  FROM {undertakings} a
  JOIN {undertakings} b ON b.reference = a.reference AND {then b}
  JOIN {commitments} c ON c.reference = a.commitment AND {in_force c}
 WHERE {in_force a} AND a.valid_from > :before
   AND (a.stage <> b.stage OR a.received <> b.received)
 ORDER BY a.reference
 LIMIT :limit

-- changed_undertakings_of
SELECT a.reference, a.participant, a.commitment, a.stage AS now, b.stage AS was,
       a.received - b.received AS reports, c.title, c.visible, c.package, c.announcers
  FROM {undertakings} a
  JOIN {undertakings} b ON b.reference = a.reference AND {then b}
  JOIN {commitments} c ON c.reference = a.commitment AND {in_force c}
 WHERE {in_force a} AND a.valid_from > :before
   AND (a.stage <> b.stage OR a.received <> b.received)
   AND a.participant = :participant
 ORDER BY a.reference
 LIMIT :limit

-- changed_undertakings_in
SELECT a.reference, a.participant, a.commitment, a.stage AS now, b.stage AS was,
       a.received - b.received AS reports, c.title, c.visible, c.package, c.announcers
  FROM {undertakings} a
  JOIN {undertakings} b ON b.reference = a.reference AND {then b}
  JOIN {commitments} c ON c.reference = a.commitment AND {in_force c}
 WHERE {in_force a} AND a.valid_from > :before
   AND (a.stage <> b.stage OR a.received <> b.received)
   AND c.package = :package
 ORDER BY a.reference
 LIMIT :limit

-- received_of
-- When the last report of each undertaking was received, and under which symbol.
SELECT a.undertaking, MAX(a.received_at) AS received_at, MAX(a.symbol) AS symbol
  FROM {reports} a
  JOIN {undertakings} b ON b.reference = a.undertaking AND {in_force b}
 WHERE {in_force a} AND a.stage = 'received' AND b.participant = :participant
 GROUP BY a.undertaking

-- milestones_due
SELECT a.undertaking, a.title, a.due
  FROM {milestones} a
 WHERE {in_force a} AND a.stage = 'set' AND a.participant = :participant
 ORDER BY a.due, a.undertaking

-- contested_of
-- The last rating of each undertaking, where the participant contests it.
SELECT a.undertaking, a.rating, a.contested
  FROM {ratings} a
 WHERE {in_force a} AND a.participant = :participant AND a.contested <> ''
   AND NOT EXISTS (SELECT 1 FROM {ratings} b
                    WHERE b.undertaking = a.undertaking AND b.number > a.number
                      AND {in_force b})
 ORDER BY a.undertaking

-- undertakings_in_package
SELECT a.reference, a.participant, a.commitment, a.stage, a.received
  FROM {undertakings} a
  JOIN {commitments} c ON c.reference = a.commitment AND {in_force c}
 WHERE {in_force a} AND c.package = :package
 ORDER BY a.commitment, a.participant

-- owed_in_package
-- What is owed or was never filed, in the periods of the register.
SELECT a.undertaking, a.participant, a.due, a.period, p.title, p.stage,
       COALESCE(d.standing, '') AS outcome,
       (SELECT MIN(e.nil) FROM {reports} e
         WHERE e.undertaking = a.undertaking AND e.period = a.period
           AND e.stage IN ('submitted', 'received') AND {in_force e}) AS nil
  FROM {undertakings} b
  JOIN {commitments} c ON c.reference = b.commitment AND {in_force c}
  JOIN {periods} p ON {in_force p}
  JOIN {owed} a ON a.period = p.period AND a.undertaking = b.reference
   AND a.standing = 'owed' AND {in_force a}
  LEFT JOIN {owed} d ON d.period = a.period AND d.undertaking = a.undertaking
   AND d.standing <> 'owed' AND {in_force d}
 WHERE c.package = :package AND {in_force b}
 ORDER BY p.ends, a.period, a.undertaking
