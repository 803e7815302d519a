-- What: how much of each file could not be read; files that were read whole are left out.
-- Unit: rejects; records lost (1 where the number cannot be known); records read. Denominator: of share, records lost and read.
-- Reference: Wilson interval, see macros/wilson.sql.
with lost as (
    select
        file,
        min(source) as source,
        count(*) as rejects,
        sum(coalesce(records, 1))::bigint as records
    from rejects
    group by file
)
select
    file,
    lost.source,
    lost.rejects,
    lost.records,
    coalesce(origin_by_file.records, 0)::bigint as read,
    unnest(share_of(lost.records, lost.records + coalesce(origin_by_file.records, 0)))
from lost
left join origin_by_file using (file)
order by file
