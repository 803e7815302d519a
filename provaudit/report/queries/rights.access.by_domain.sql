-- What: the hosts that refuse by now, those with most records first. Unit: records, words.
-- From: access_by_domain
-- Shape: list
select domain, refused_since, records, words, refused_at_collection, count(*) over () as total_rows
from access_by_domain
order by records desc, domain
limit $limit
