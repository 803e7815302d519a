-- What: records whose host refuses each crawler by robots.txt by now. Unit: records, words, hosts.
-- From: access_by_agent
-- Shape: list
select agent, operator, counted, domains, records, words, count(*) over () as total_rows
from access_by_agent
order by records desc, agent
limit $limit
