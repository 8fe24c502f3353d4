-- citations
SELECT c.kind, c.reference, c.version, c.type, c.name, c.size
  FROM {citations} c
 WHERE c.sha256 = :digest AND {in_force c}
 ORDER BY c.kind, c.reference, c.version

-- is_cited
SELECT 1 AS found FROM {citations} WHERE sha256 = :digest LIMIT 1

-- every_cited
-- Each file once, whoever cites it; one name and one place are enough to find it by.
SELECT sha256, size, MIN(type) AS type, MIN(name) AS name, MIN(reference) AS reference
  FROM {citations}
 GROUP BY sha256, size
 ORDER BY sha256, size
