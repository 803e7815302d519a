-- What: records that repeat the text of another record of the same source.
-- Unit: records beyond the first of each text. Denominator: records of the source that have text.
-- Reference: Wilson interval, see macros/wilson.sql.
with clusters as (
    select source, count(*) as records
    from records
    where content_hash is not null
    group by source, content_hash
),
counted as (
    select source, sum(records)::bigint as records, (sum(records) - count(*))::bigint as redundant
    from clusters
    group by source
)
select source, records, redundant, unnest(share_of(redundant, records))
from counted
order by source
