-- What: records whose host refuses by now, by the signal that says so. Unit: records, words, hosts.
-- From: access_by_mechanism
-- Shape: list
select mechanism, domains, records, words, count(*) over () as total_rows
from access_by_mechanism
order by records desc, mechanism
limit $limit
