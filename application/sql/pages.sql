-- names
SELECT a.participant, a.name FROM {names} a
 WHERE a.language = :language AND {in_force a}

-- commitments
-- The list, with filters ('' for any) and a place to go on from.
SELECT a.reference, a.form, a.stage, a.visible, a.title, a.package, a.pillar,
       a.announcers, a.target, a.verifiable, a.occurred, a.valid_from, a.earliest,
       (SELECT COUNT(*) FROM {endorsements} b
         WHERE b.commitment = a.reference AND b.standing = 'in' AND {in_force b})
         AS endorsements
  FROM {commitments} a
 WHERE {in_force a}
   AND (:package = '' OR a.package = :package
        OR (:package = 'none' AND a.package = ''))
   AND (:pillar = '' OR a.pillar = :pillar)
   AND (:stage = '' OR a.stage = :stage)
   AND (:stages = '' OR ',' || :stages || ',' LIKE '%,' || a.stage || ',%')
   AND (:form = '' OR a.form = :form)
   AND (:visible = '' OR a.visible = :visible)
   AND (:meeting = '' OR a.meeting = :meeting)
   AND (:reported = ''
        OR (:reported = 'yes') = EXISTS
           (SELECT 1 FROM {undertakings} d
             WHERE d.commitment = a.reference AND d.received > 0 AND {in_force d}))
   AND (:participant = '' OR ',' || a.announcers || ',' LIKE '%,' || :participant || ',%'
        OR a.reference IN (SELECT b.commitment FROM {endorsements} b
                            WHERE b.participant = :participant
                              AND b.standing = 'in' AND {in_force b}))
   AND a.reference > :after
 ORDER BY a.reference
 LIMIT :limit

-- commitments_perhaps
-- Known only by a bracket that the day asked about lies in.
SELECT a.reference, a.title, a.visible, a.earliest, a.valid_from
  FROM {commitments} a
 WHERE {may_have a}
 ORDER BY a.reference

-- predecessors
SELECT a.reference, a.title, a.visible, a.package FROM {commitments} a
 WHERE a.successor = :reference AND {in_force a}
 ORDER BY a.reference

-- endorsers_of
SELECT a.participant, a.ordinal FROM {endorsements} a
 WHERE a.commitment = :reference AND a.standing = 'in' AND {in_force a}
 ORDER BY a.ordinal

-- undertakings_of_commitment
SELECT a.reference, a.participant, a.stage, a.institution, a.reports, a.received,
       a.statements
  FROM {undertakings} a
 WHERE a.commitment = :commitment AND {in_force a}
 ORDER BY a.reference

-- activity_by_record
SELECT a.position, a.visible, a.late
  FROM stored_events s
  JOIN {activity} a ON a.position = s.position
 WHERE s.originator_id = :stream AND s.position <= :known
 ORDER BY s.originator_version
