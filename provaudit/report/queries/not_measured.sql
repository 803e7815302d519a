-- What: figures that could not be computed, and why.
-- From: not_measured
-- Shape: list
select what, why, count(*) over () as total_rows
from not_measured
group by what, why
order by what, why
limit $limit
