-- reporting_periods
SELECT a.period AS key, a.title, a.stage, a.begins, a.ends, a.due, a.closes, a.opened,
       a.closed, a.owed, a.filed, a.nil, a.silent, a.waived
  FROM {periods} a
 WHERE {in_force a}
 ORDER BY a.ends, a.period

-- owed_in_period
-- Who owes or owed in a period, what became of it, and what it is about.
SELECT a.undertaking, a.participant, a.due, COALESCE(d.standing, '') AS outcome,
       b.commitment, b.institution, c.title, c.visible, c.package,
       (SELECT MIN(e.nil) FROM {reports} e
         WHERE e.undertaking = a.undertaking AND e.period = a.period
           AND e.stage IN ('submitted', 'received') AND {in_force e}) AS nil
  FROM {owed} a
  LEFT JOIN {owed} d ON d.period = a.period AND d.undertaking = a.undertaking
   AND d.standing <> 'owed' AND {in_force d}
  LEFT JOIN {undertakings} b ON b.reference = a.undertaking AND {in_force b}
  LEFT JOIN {commitments} c ON c.reference = b.commitment AND {in_force c}
 WHERE a.period = :period AND a.standing = 'owed' AND {in_force a}
 ORDER BY a.participant, a.undertaking

-- owed_for_undertaking
SELECT a.period, a.undertaking, a.participant, a.due, p.title, p.stage,
       COALESCE(d.standing, '') AS outcome,
       (SELECT MIN(e.nil) FROM {reports} e
         WHERE e.undertaking = a.undertaking AND e.period = a.period
           AND e.stage IN ('submitted', 'received') AND {in_force e}) AS nil
  FROM {periods} p
  JOIN {owed} a ON a.period = p.period AND a.undertaking = :undertaking
   AND a.standing = 'owed' AND {in_force a}
  LEFT JOIN {owed} d ON d.period = a.period AND d.undertaking = a.undertaking
   AND d.standing <> 'owed' AND {in_force d}
 WHERE {in_force p}
 ORDER BY p.ends, a.period

-- owed_by_participant
SELECT a.period, a.undertaking, a.participant, a.due, p.title, p.stage,
       COALESCE(d.standing, '') AS outcome,
       (SELECT MIN(e.nil) FROM {reports} e
         WHERE e.undertaking = a.undertaking AND e.period = a.period
           AND e.stage IN ('submitted', 'received') AND {in_force e}) AS nil
  FROM {undertakings} b
  JOIN {periods} p ON {in_force p}
  JOIN {owed} a ON a.period = p.period AND a.undertaking = b.reference
   AND a.standing = 'owed' AND {in_force a}
  LEFT JOIN {owed} d ON d.period = a.period AND d.undertaking = a.undertaking
   AND d.standing <> 'owed' AND {in_force d}
 WHERE b.participant = :participant AND {in_force b}
 ORDER BY p.ends, a.period, a.undertaking

-- filed
-- Which undertakings have a report submitted for a period; nil where each of them is.
SELECT a.undertaking, MIN(a.nil) AS nil
  FROM {reports} a
 WHERE a.period = :period AND a.stage IN ('submitted', 'received') AND {in_force a}
 GROUP BY a.undertaking
