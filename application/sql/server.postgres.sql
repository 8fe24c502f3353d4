-- holds_log
SELECT to_regclass('stored_events') IS NOT NULL AS found

-- about
SELECT current_setting('server_version')                                  AS version,
       current_setting('server_version_num')::int                         AS number,
       current_setting('server_encoding')                                 AS encoding,
       current_setting('synchronous_commit')                              AS synchronous,
       current_setting('fsync')                                           AS fsync,
       current_setting('full_page_writes')                                AS whole_pages,
       current_setting('data_checksums')                                  AS checksums,
       pg_is_in_recovery()                                                AS standby,
       current_user::text                                                 AS role

-- may_undo
-- Whether this role owns what keeps the log append-only, or where it lies.
SELECT pg_has_role(c.relowner, 'USAGE')
    OR pg_has_role(n.nspowner, 'USAGE')
    OR COALESCE(BOOL_OR(pg_has_role(p.proowner, 'USAGE')), FALSE)         AS found
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
  LEFT JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE c.oid = to_regclass('stored_events')
 GROUP BY c.relowner, n.nspowner
