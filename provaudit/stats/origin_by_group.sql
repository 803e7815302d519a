-- What: the origins of the records of each group; a null value means that the attribute is not stated.
-- Unit: records. Denominator: records of the group.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select attribute, value, origin_counts(origin, basis, records) as counts
    from group_cells
    group by attribute, value
)
select
    attribute,
    value,
    unnest(counts),
    unnest(synthetic_share(counts))
from counted
order by attribute, value nulls last
