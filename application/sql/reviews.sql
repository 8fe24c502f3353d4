-- ratings
-- Every rating on record, with filters ('' for any) and a place to go on from.
SELECT a.undertaking, a.number, a.participant, a.commitment, a.scale, a.rating, a.rank,
       a.previous, a.previous_rank, a.change, a.report_kind, a.occurred, a.contested,
       a.valid_from, a.earliest, b.title, b.visible, b.package
  FROM {ratings} a
  JOIN {commitments} b ON b.reference = a.commitment AND {in_force b}
 WHERE {in_force a}
   AND (:change = '' OR a.change = :change)
   AND (:participant = '' OR a.participant = :participant)
   AND (a.undertaking > :after OR (a.undertaking = :after AND a.number > :number))
 ORDER BY a.undertaking, a.number
 LIMIT :limit

-- ratings_changed
-- How many rose, fell or stayed against the rating before on the same scale.
SELECT a.change, COUNT(*) AS total FROM {ratings} a
 WHERE a.change <> '' AND {in_force a}
 GROUP BY a.change

-- divergences
-- Where the voices disagree; each undertaking's in the order of rule and rating.
SELECT a.undertaking, a.rule, a.number, a.participant, a.commitment, a.self_report,
       a.rating, a.valid_from, a.earliest, '' AS occurred, b.title, b.visible, b.package
  FROM {divergences} a
  JOIN {commitments} b ON b.reference = a.commitment AND {in_force b}
 WHERE {in_force a}
   AND (:rule = '' OR a.rule = :rule)
   AND (:participant = '' OR a.participant = :participant)
   AND (a.undertaking > :after
        OR (a.undertaking = :after AND a.rule > :after_rule)
        OR (a.undertaking = :after AND a.rule = :after_rule AND a.number > :number))
 ORDER BY a.undertaking, a.rule, a.number
 LIMIT :limit

-- divergences_by_rule
SELECT a.rule, COUNT(*) AS total FROM {divergences} a
 WHERE {in_force a}
 GROUP BY a.rule
