-- What: rules that the corpus breaks, errors first. Waived findings keep their level.
-- From: findings
-- Shape: list
select
    code, name, level, message, coalesce("where", '') as "where", value, threshold, fix,
    coalesce(waived, '') as waived, count(*) over () as total_rows
from findings
order by list_position(['error', 'warning', 'note'], level), code, "where", message
limit $limit
