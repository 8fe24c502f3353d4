-- citations
SELECT c.kind, c.reference, c.version, c.type, c.name, c.size
  FROM {citations} c
 WHERE c.digest = :digest AND {in_force c}
 ORDER BY c.kind, c.reference, c.version

-- is_cited
SELECT 1 AS found FROM {citations} WHERE digest = :digest LIMIT 1

-- every_cited
-- Each file once, whoever cites it; one name and one place are enough to find it by.
SELECT digest, size, MIN(type) AS type, MIN(name) AS name, MIN(reference) AS reference
  FROM {citations}
 GROUP BY digest, size
 ORDER BY digest, size
