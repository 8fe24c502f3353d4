-- found_aliases
-- Packages and participants by any title or name they ever had.
SELECT a.kind, a.leads_to, MIN(a.shown) AS shown
  FROM {aliases} a
 WHERE a.alias LIKE :pattern AND a.since <= :known
 GROUP BY a.kind, a.leads_to
 ORDER BY a.kind, a.leads_to
 LIMIT 50

-- found_commitments
SELECT a.reference, a.title, a.form, a.stage, a.visible, a.package, a.announcers
  FROM {commitments} a
 WHERE {in_force a}
   AND (LOWER(a.title) LIKE :pattern OR LOWER(a.reference) LIKE :pattern)
 ORDER BY a.reference
 LIMIT 50

-- found_meetings
SELECT a.meeting, a.title, a.planned FROM {meetings} a
 WHERE {in_force a} AND LOWER(a.title) LIKE :pattern
 ORDER BY a.planned, a.meeting
 LIMIT 50
