-- What: synthetic share inside each declared group. Unit: records. Denominator: the group's records.
-- From: origin_by_group, prevalence
-- Shape: list
select
    attribute, value, records, human, synthetic, mixed, unknown,
    case when coalesce(estimate.identifiable, identifiable) then coalesce(estimate.point, share) end as synthetic_share,
    coalesce(estimate.low, low) as low,
    coalesce(estimate.high, high) as high,
    coalesce(estimate.identifiable, identifiable) as identifiable,
    count(*) over () as total_rows
from origin_by_group
left join (select attribute, value, estimate from prevalence where kind = 'group' and shown) using (attribute, value)
order by attribute, records desc, value nulls last
limit $limit
