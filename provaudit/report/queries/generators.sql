-- What: the models that the data or its manifest name. Unit: records.
-- From: generators
-- Shape: list
select name, family, records, basis, count(*) over () as total_rows
from generators
order by records desc, name, basis
limit $limit
