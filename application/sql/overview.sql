-- standings
-- Who takes part, how, since when, in how many committees.
SELECT a.participant AS code, a.standing, a.name, a.formal_name, a.nature,
       a.occurred, a.valid_from, a.earliest,
       (SELECT COUNT(*) FROM {memberships} b
         WHERE b.participant = a.participant AND {in_force b}) AS seats,
       CASE WHEN a.standing = 'listed' THEN
            (SELECT COUNT(*) FROM {undertakings} d
               JOIN {commitments} c ON c.reference = d.commitment
              WHERE d.participant = a.participant AND {in_force d}
                AND c.form = 'partner' AND {in_force c})
            ELSE 0 END AS partner
  FROM {standings} a
 WHERE {in_force a}
 ORDER BY a.sort

-- standings_perhaps
-- A change known only by a bracket that the day asked about lies in.
SELECT a.participant AS code, a.standing, a.name, a.occurred, a.valid_from, a.earliest
  FROM {standings} a
 WHERE {may_have a}
 ORDER BY a.sort

-- packages
SELECT a.package AS key, a.number, a.title, a.pillar, a.stage, a.completeness
  FROM {packages} a
 WHERE {in_force a}
 ORDER BY a.number, a.package

-- memberships
SELECT a.package, a.participant AS code, a.position, a.valid_from, a.earliest
  FROM {memberships} a
 WHERE {in_force a}
   AND (:package = '' OR a.package = :package)
   AND (:participant = '' OR a.participant = :participant)
 ORDER BY a.package, CASE a.position WHEN 'lead' THEN 1 WHEN 'co-lead' THEN 2 ELSE 3 END,
       a.participant

-- memberships_perhaps
SELECT a.package, a.participant AS code, a.position, a.valid_from, a.earliest
  FROM {memberships} a
 WHERE {may_have a}
   AND (:package = '' OR a.package = :package)
   AND (:participant = '' OR a.participant = :participant)
 ORDER BY a.package, a.participant

-- reported
-- What is on the record about progress: reports received, and statements apart.  Those
-- of which nothing is told are no rows of the index that is gone through.
SELECT COUNT(DISTINCT CASE WHEN a.received > 0 THEN a.commitment END) AS commitments,
       COALESCE(SUM(a.received), 0) AS received,
       COALESCE(SUM(a.statements), 0) AS statements,
       COUNT(CASE WHEN a.received > 0 THEN 1 END) AS undertakings_reported
  FROM {undertakings} a
 WHERE {in_force a} AND (a.received > 0 OR a.statements > 0)

-- activity
-- Newest first; each filter may be '' for any, late -1 for any; notes 0 leaves out
-- notes beside the record, and what the register did by itself in the wake of an act.
SELECT position, kind, key, package, participant, visible
  FROM {activity}
 WHERE position <= :known AND position < :before
   AND (occurred_at = '' AND position <= :by OR occurred_at <> '' AND occurred_at <= :at)
   AND (:topic = '' OR topic = :topic)
   AND (:kind = '' OR kind = :kind)
   AND (:participant = '' OR participant = :participant
        OR (kind = 'participant' AND key = :participant))
   AND (:package = '' OR package = :package)
   AND (:role = '' OR role = :role)
   AND (:late = -1 OR late = :late)
   AND (:notes = 1 OR role <> 'register' AND topic NOT IN
        ('process.source-noted', 'process.claim-noted', 'process.conflict-noted',
         'package.membership-noted'))
 ORDER BY position DESC
 LIMIT :limit

-- activity_at
SELECT kind, key, package, participant, visible, topic
  FROM {activity} WHERE position = :position AND position <= :known
