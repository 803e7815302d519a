-- What: pairs of sources that hold near-duplicates of each other. Unit: clusters with records of both.
-- From: near_duplicates_pairs
-- Shape: list
select source_a, source_b, clusters, count(*) over () as total_rows
from near_duplicates_pairs
order by clusters desc, source_a, source_b
limit $limit
