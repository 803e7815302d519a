-- What: records that repeat the text of another record of the same source.
-- Unit: records beyond the first of each text. Denominator: records of the source that have text.
-- Reference: Wilson interval, see macros/wilson.sql.
with sizes as (
    select source, sum(records)::bigint as records
    from text_strata
    group by source
),
clusters as (
    select source, any_value(texts) * (sum(records) - 1) as redundant
    from repeated_texts
    group by source, kind
),
repeated as (
    select source, sum(redundant)::bigint as redundant
    from clusters
    group by source
),
counted as (
    select sizes.source, sizes.records, coalesce(repeated.redundant, 0)::bigint as redundant
    from sizes
    left join repeated on repeated.source is not distinct from sizes.source
    where sizes.records > 0
)
select source, records, redundant, unnest(share_of(redundant, records))
from counted
order by source
