-- What: what is declared against what detectors saw, in the whole corpus. Unit: records.
-- From: declared_observed
-- Shape: list
select declared, observed, sum(records) as records, sum(conflicts) as conflicts
from declared_observed
group by declared, observed
order by declared, observed nulls last
limit $limit
