-- severity: warning
-- says: a correction no longer fits and was not applied
SELECT file_name, position, paper_id, action, problem FROM corrections WHERE status = 'stale'
