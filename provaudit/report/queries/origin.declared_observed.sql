-- What: what each source declares against what detectors saw. Unit: records.
-- From: declared_observed
-- Shape: list
select source, declared, observed, records, conflicts, count(*) over () as total_rows
from declared_observed
order by conflicts desc, records desc, source, declared, observed nulls last
limit $limit
