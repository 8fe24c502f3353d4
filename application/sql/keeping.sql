-- undertakings
-- The list, with filters ('' for any) and a place to go on from.  Whoever kept silent in
-- a period is found by what was fixed when it closed.
SELECT a.reference, a.commitment, a.participant, a.stage, a.institution, a.reports,
       a.received, a.statements, COALESCE(b.title, '') AS title,
       COALESCE(b.visible, 'public') AS visible, COALESCE(b.package, '') AS package,
       COALESCE(b.announcers, '') AS announcers, COALESCE(b.target, '') AS target,
       a.verifiable,
       CASE WHEN a.stage IN ('withdrawn', 'superseded') OR EXISTS
            (SELECT 1 FROM {mandates} p
               JOIN {mandates} s ON s.holder = p.holder
                AND s.participant = p.participant AND s.capacity = 'focal_point'
                AND s.stage = 'accepted' AND {in_force s}
              WHERE p.number = a.focal_point AND p.capacity = 'focal_point'
                AND (s.until_at = '' OR s.until_at > :moment))
            THEN 0 ELSE 1 END AS unowned
  FROM {undertakings} a
  LEFT JOIN {commitments} b ON b.reference = a.commitment AND {in_force b}
 WHERE {in_force a}
   AND (:package = '' OR COALESCE(b.package, '') = :package
        OR (:package = 'none' AND COALESCE(b.package, '') = ''))
   AND (:pillar = '' OR COALESCE(b.pillar, '') = :pillar
        OR (:pillar = 'none' AND COALESCE(b.pillar, '') = ''))
   AND (:participant = '' OR a.participant = :participant)
   AND (:commitment = '' OR a.commitment = :commitment)
   AND (:rating = '' OR a.rating = :rating OR (:rating = 'none' AND a.rating = ''))
   AND (:stages = '' OR ',' || :stages || ',' LIKE '%,' || a.stage || ',%')
   AND (:silence = '' OR (:silence = 'silent') = EXISTS
        (SELECT 1 FROM {owed} d
          WHERE d.period = :last AND d.undertaking = a.reference
            AND d.standing = 'silent' AND {in_force d}))
   AND (:rule = '' OR (:rule = 'reported' AND a.received > 0)
        OR (:rule = 'no report' AND a.received = 0)
        OR (:rule = 'statement' AND a.statements > 0))
   AND (:shown = '' OR a.stage NOT IN ('withdrawn', 'superseded')
        AND (:shown = 'unverifiable' AND a.verifiable = 0
             OR :shown = 'unowned' AND NOT EXISTS
                (SELECT 1 FROM {mandates} p
                   JOIN {mandates} s ON s.holder = p.holder
                    AND s.participant = p.participant AND s.capacity = 'focal_point'
                    AND s.stage = 'accepted' AND {in_force s}
                  WHERE p.number = a.focal_point AND p.capacity = 'focal_point'
                    AND (s.until_at = '' OR s.until_at > :moment))))
   AND a.reference > :after
 ORDER BY a.reference
 LIMIT :limit

-- undertaking_named
SELECT a.reference, a.commitment, a.participant, a.stage, a.institution, a.reports,
       a.received, a.statements, COALESCE(b.title, '') AS title,
       COALESCE(b.visible, 'public') AS visible, COALESCE(b.package, '') AS package,
       COALESCE(b.announcers, '') AS announcers, COALESCE(b.target, '') AS target
  FROM {undertakings} a
  LEFT JOIN {commitments} b ON b.reference = a.commitment AND {in_force b}
 WHERE a.reference = :reference AND {in_force a}

-- reports_received
-- The reports on the record, with filters ('' for any) and a place to go on from.
SELECT a.undertaking, a.number, a.self_status, a.symbol, a.received_at, a.period,
       d.participant, COALESCE(b.package, '') AS package
  FROM {reports} a
  JOIN {undertakings} d ON d.reference = a.undertaking AND {in_force d}
  LEFT JOIN {commitments} b ON b.reference = d.commitment AND {in_force b}
 WHERE a.stage = 'received' AND {in_force a}
   AND (:undertaking = '' OR a.undertaking = :undertaking)
   AND (:participant = '' OR d.participant = :participant)
   AND (:package = '' OR COALESCE(b.package, '') = :package)
   AND (a.undertaking > :after OR a.undertaking = :after AND a.number > :number)
 ORDER BY a.undertaking, a.number
 LIMIT :limit

-- undertakings_by_place
-- How many undertakings stand where: whose they are, what was promised in which package
-- and under which pillar, who kept silent about it, and who reported.
SELECT a.participant, COALESCE(b.package, '') AS package,
       COALESCE(b.pillar, '') AS pillar, a.stage, COALESCE(d.standing, '') AS silence,
       CASE WHEN a.received > 0 THEN 1 ELSE 0 END AS reported, COUNT(*) AS total
  FROM {undertakings} a
  LEFT JOIN {commitments} b ON b.reference = a.commitment AND {in_force b}
  LEFT JOIN {owed} d
    ON d.period = :last AND d.undertaking = a.reference AND d.standing = 'silent'
   AND {in_force d}
 WHERE {in_force a}
 GROUP BY a.participant, COALESCE(b.package, ''), COALESCE(b.pillar, ''), a.stage,
       COALESCE(d.standing, ''), CASE WHEN a.received > 0 THEN 1 ELSE 0 END
 ORDER BY a.participant, package, pillar, a.stage, silence, reported

-- corrections
-- The corrigenda issued last: what they changed may have changed a figure.
SELECT position, kind FROM {activity}
 WHERE topic = 'record.corrected' AND position <= :known
 ORDER BY position DESC
 LIMIT :limit

-- commitment_over_time
-- How a commitment stood from when to when, oldest first.
SELECT a.stage AS words, a.valid_from, a.valid_to, a.earliest, a.occurred
  FROM {commitments} a
 WHERE a.reference = :key AND {so_far a}
 ORDER BY a.valid_from

-- undertakings_over_time
-- How the undertakings of a commitment, or of a participant, stood.
SELECT a.reference, a.commitment, a.participant, a.stage AS words, a.statements,
       a.valid_from, a.valid_to, a.earliest
  FROM {undertakings} a
 WHERE (:commitment = '' OR a.commitment = :commitment)
   AND (:participant = '' OR a.participant = :participant)
   AND {so_far a}
 ORDER BY a.reference, a.valid_from

-- standing_over_time
SELECT a.standing AS words, a.valid_from, a.valid_to, a.earliest, a.occurred
  FROM {standings} a
 WHERE a.participant = :key AND {so_far a}
 ORDER BY a.valid_from

-- seats_over_time
SELECT a.package, a.position AS words, a.valid_from, a.valid_to, a.earliest, a.occurred
  FROM {memberships} a
 WHERE a.participant = :key AND {so_far a}
 ORDER BY a.package, a.valid_from

-- due_of
-- The deadlines of one thing, as they stood.
SELECT a.action, a.participant, a.number, a.due
  FROM {deadlines} a
 WHERE a.kind = :kind AND a.reference = :key AND {in_force a}
 ORDER BY a.due, a.action, a.participant, a.number

-- milestones_over_time
-- The milestones of an undertaking, a participant or a commitment ('' for any), each
-- with the day it was set.
SELECT a.undertaking, a.number, a.title, a.stage, a.first_due, a.due, a.met_at,
       (SELECT MIN(e.valid_from) FROM {milestones} e
         WHERE e.undertaking = a.undertaking AND e.number = a.number AND {so_far e})
       AS begun
  FROM {milestones} a
  JOIN {undertakings} d ON d.reference = a.undertaking AND {in_force d}
 WHERE (:undertaking = '' OR a.undertaking = :undertaking)
   AND (:participant = '' OR d.participant = :participant)
   AND (:commitment = '' OR d.commitment = :commitment)
   AND {in_force a}
 ORDER BY a.due, a.undertaking, a.number
