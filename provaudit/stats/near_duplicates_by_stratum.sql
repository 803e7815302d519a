-- What: records that repeat, or nearly repeat, the text of another record of the same source and origin (source null: all sources).
-- Unit: records beyond the first of each cluster. Denominator: records of the source and origin that have text.
-- Reference: Wilson interval, see macros/wilson.sql.
with clusters as (
    select source, origin, any_value(clusters) * (sum(records) - 1) as redundant
    from near_kinds
    group by grouping sets ((source, origin, kind), (origin, kind))
),
repeated as (
    select source, origin, sum(redundant)::bigint as redundant
    from clusters
    group by source, origin
),
sizes as (
    select source, origin, sum(records)::bigint as records
    from text_strata
    group by grouping sets ((source, origin), (origin))
),
counted as (
    select sizes.source, sizes.origin, sizes.records, coalesce(repeated.redundant, 0)::bigint as redundant
    from sizes
    left join repeated on repeated.source is not distinct from sizes.source and repeated.origin = sizes.origin
    where sizes.records > 0 and (select records > 0 from near_signed)
)
select source, origin, records, redundant, unnest(share_of(redundant, records))
from counted
order by source nulls first, origin
