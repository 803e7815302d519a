-- What: the origins of the records of each split (train, validation, test), as a column or the name of the file says; null: not stated.
-- Unit: records. Denominator: records of the split.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select coalesce(cells.split, files.split) as split, origin_counts(origin, basis, cells.records) as counts
    from cells
    left join files using (file)
    group by 1
)
select
    split,
    unnest(counts),
    unnest(synthetic_share(counts))
from counted
order by split nulls last
