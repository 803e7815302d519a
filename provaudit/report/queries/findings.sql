-- What: rules that the corpus breaks, errors first, and within a rule in the order it gave them: the worst first. Waived findings keep their level.
-- Place (path, line, column) only of findings about a manifest; line and column count from 1.
-- From: findings
-- Shape: list
select
    code, name, level, message, coalesce("where", '') as "where", value, threshold, fix,
    coalesce(waived, '') as waived,
    nullif(path, '') as path, nullif("line", 0) as "line", nullif("column", 0) as "column",
    count(*) over () as total_rows
from findings
order by list_position(['error', 'warning', 'note'], level), rowid
limit $limit
