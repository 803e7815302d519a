-- What: records that repeat, or nearly repeat, the text of another record of the same source.
-- Unit: records beyond the first of each cluster. Denominator: records of the source that have text.
-- Reference: Wilson interval, see macros/wilson.sql.
with clusters as (
    select source, any_value(clusters) * (sum(records) - 1) as redundant
    from near_kinds
    group by source, kind
),
repeated as (
    select source, sum(redundant)::bigint as redundant
    from clusters
    group by source
),
counted as (
    select source, duplicates_by_source.records, coalesce(repeated.redundant, 0)::bigint as redundant
    from duplicates_by_source
    left join repeated using (source)
    where (select records > 0 from near_signed)
)
select source, records, redundant, unnest(share_of(redundant, records))
from counted
order by source
