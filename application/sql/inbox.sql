-- held_by
-- Whose mandates a person holds: the participants to look at.
SELECT DISTINCT a.participant FROM {mandates} a
 WHERE a.holder = :person AND a.participant <> '' AND {in_force a}
 ORDER BY a.participant

-- seats
-- The packages a participant takes part in, and how.
SELECT a.package, a.position FROM {memberships} a
 WHERE a.participant = :participant AND {in_force a}

-- acting_leads
-- Who leads a package and may act: a suspended lead leads in name only.
SELECT a.package, a.participant
  FROM {memberships} a
  JOIN {standings} b ON b.participant = a.participant AND {in_force b}
 WHERE a.position IN ('lead', 'co-lead') AND b.standing = 'endorsing' AND {in_force a}
 ORDER BY a.package, a.participant

-- asked
-- What waits at one address, soonest first: each lead is asked for its own word, and
-- for what comes after it once all have given theirs and no time stands before it.
SELECT a.kind, a.key, a.item, a.address, a.actions, a.roles, a.proposer, a.whom,
       a.opens, a.due, a.of_each, a.valid_from,
       b.title, b.package, COALESCE(c.stage, b.stage) AS stage
  FROM {asks} a
  LEFT JOIN {undertakings} c ON c.reference = a.key AND {in_force c}
  LEFT JOIN {commitments} b
    ON b.reference = COALESCE(c.commitment, a.key) AND {in_force b}
 WHERE a.address = :address AND {in_force a}
   AND ((a.opens <= :now
         AND (a.of_each = 0
              OR (SELECT COUNT(*) FROM {asks} d
                   WHERE d.kind = a.kind AND d.key = a.key AND d.address = 'given'
                     AND {in_force d}) >= :leads))
        OR (a.of_each = 1
            AND NOT EXISTS (SELECT 1 FROM {asks} e
                             WHERE e.kind = a.kind AND e.key = a.key
                               AND e.item = :participant AND e.address = 'given'
                               AND {in_force e})))
 ORDER BY a.due, a.key, a.item
 LIMIT :limit

-- given
-- Who has given its word on the text of a thing.
SELECT a.item AS participant FROM {asks} a
 WHERE a.kind = :kind AND a.key = :key AND a.address = 'given' AND {in_force a}

-- circulating
-- What waits in one circle, whoever is asked, soonest first.
SELECT a.kind, a.key, a.item, a.address, a.actions, a.roles, a.proposer, a.whom,
       a.opens, a.due, a.of_each, a.valid_from,
       b.title, b.package, COALESCE(c.stage, b.stage) AS stage
  FROM {asks} a
  LEFT JOIN {undertakings} c ON c.reference = a.key AND {in_force c}
  LEFT JOIN {commitments} b
    ON b.reference = COALESCE(c.commitment, a.key) AND {in_force b}
 WHERE a.circle = :circle AND {in_force a}
 ORDER BY a.due, a.key, a.item
 LIMIT :limit

-- falling_due
-- What falls due by one action from an instant on, in order.
SELECT a.kind, a.reference, a.participant, a.number, a.due, a.valid_from,
       b.title, b.package, b.visible, b.announcers
  FROM {deadlines} a
  LEFT JOIN {commitments} b ON b.reference = a.reference AND {in_force b}
 WHERE a.action = :action AND a.due >= :since AND {in_force a}
 ORDER BY a.due, a.kind, a.reference, a.participant, a.number
 LIMIT :limit

-- owing
-- What a participant still owes in periods that are open, the soonest due first, with
-- the report that was handed over for it, if any.
SELECT a.undertaking AS key, a.period, a.due, p.title AS period_title, b.stage,
       c.title, COALESCE(c.package, '') AS package,
       COALESCE((SELECT MAX(e.number) FROM {reports} e
                  WHERE e.undertaking = a.undertaking AND e.period = a.period
                    AND e.stage = 'handed over' AND {in_force e}), 0) AS handed_over
  FROM {undertakings} b
  JOIN {owed} a ON a.undertaking = b.reference AND a.standing = 'owed'
   AND {in_force a}
  JOIN {periods} p ON p.period = a.period AND p.stage = 'open' AND {in_force p}
  LEFT JOIN {commitments} c ON c.reference = b.commitment AND {in_force c}
 WHERE b.participant = :participant AND {in_force b}
   AND NOT EXISTS (SELECT 1 FROM {owed} d
                    WHERE d.period = a.period AND d.undertaking = a.undertaking
                      AND d.standing <> 'owed' AND {in_force d})
   AND NOT EXISTS (SELECT 1 FROM {reports} s
                    WHERE s.undertaking = a.undertaking AND s.period = a.period
                      AND s.stage IN ('submitted', 'received') AND {in_force s})
 ORDER BY a.due, a.undertaking
 LIMIT :limit
