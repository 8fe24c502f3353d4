-- meetings
SELECT a.meeting AS key, a.title, a.nature, a.number, a.planned, a.place, a.hosts,
       a.stage, a.outcome
  FROM {meetings} a
 WHERE {in_force a}
 ORDER BY a.planned, a.meeting

-- commitments_at_meeting
SELECT a.reference, a.title, a.form, a.stage, a.visible, a.package, a.announcers
  FROM {commitments} a
 WHERE a.meeting = :meeting AND {in_force a}
 ORDER BY a.reference

-- endorsed_by
-- Which texts a participant joined, and how it stands with each now.
SELECT a.commitment, a.ordinal, a.standing, a.undertaking, a.occurred, a.valid_from,
       a.earliest, b.title, b.stage, b.visible, b.package
  FROM {endorsements} a
  JOIN {commitments} b ON b.reference = a.commitment AND {in_force b}
 WHERE a.participant = :participant AND {in_force a}
 ORDER BY a.commitment, a.ordinal

-- announced_by
SELECT a.reference, a.title, a.form, a.stage, a.visible, a.package, a.announcers,
       a.target, a.verifiable, a.occurred, a.valid_from, a.earliest
  FROM {commitments} a
 WHERE a.form <> 'shared' AND {in_force a}
   AND ',' || a.announcers || ',' LIKE '%,' || :participant || ',%'
 ORDER BY a.reference

-- undertakings_of
SELECT a.reference, a.commitment, a.stage, a.institution, a.reports, a.received,
       a.statements, b.title, b.visible, b.package
  FROM {undertakings} a
  JOIN {commitments} b ON b.reference = a.commitment AND {in_force b}
 WHERE a.participant = :participant AND {in_force a}
 ORDER BY a.reference

-- mandates
SELECT a.number, a.participant, a.holder, a.capacity, a.stage, a.scope, a.until_at,
       a.level, a.granted_by, a.valid_from, a.earliest
  FROM {mandates} a
 WHERE {in_force a} AND (a.until_at = '' OR a.until_at > :moment)
   AND (:participant = '' OR a.participant = :participant)
 ORDER BY a.participant, LENGTH(a.number), a.number

-- aliases
-- Every title a thing ever had; old links lead to it for ever.
SELECT leads_to, MAX(since) AS since FROM {aliases}
 WHERE kind = :kind AND alias = :alias
 GROUP BY leads_to
 ORDER BY since DESC, leads_to

-- symbols
SELECT reference, revision FROM {symbols} WHERE symbol = :symbol ORDER BY since DESC

-- owners
-- The mandates of focal points whose holder still has one: that one or another.
SELECT DISTINCT d.number FROM {mandates} d
 WHERE d.capacity = 'focal_point' AND EXISTS
       (SELECT 1 FROM {mandates} e
         WHERE e.holder = d.holder AND e.participant = d.participant
           AND e.capacity = 'focal_point' AND e.stage = 'accepted'
           AND (e.until_at = '' OR e.until_at > :moment) AND {in_force e})
