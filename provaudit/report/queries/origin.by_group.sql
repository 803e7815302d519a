-- What: synthetic share inside each declared group. Unit: records. Denominator: the group's records.
-- From: origin_by_group
-- Shape: list
select
    attribute, value, records, human, synthetic, mixed, unknown,
    case when identifiable then share end as synthetic_share, low, high, identifiable,
    count(*) over () as total_rows
from origin_by_group
order by attribute, records desc, value nulls last
limit $limit
