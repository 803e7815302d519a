-- What: languages stated that are not those found in the text. Unit: records.
-- From: languages_compared
-- Shape: list
select source, stated, found, records, count(*) over () as total_rows
from languages_compared
where differs
order by records desc, source, stated, found
limit $limit
