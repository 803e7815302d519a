-- What: records are dated later than the day on which the manifest says that collecting ended.
-- Why: one of the two dates is wrong; text that came later may be synthetic where the manifest rules that out by its date.
-- Example: `collected: {end: 2021-12}`, and 310 records are dated 2023.
-- Fix: write the true end under `collected`, or take the later records out.
with late as (
    select source, collected_end, count(*) as records, max(date) as latest
    from records
    join manifest_facts using (source)
    where left(date, least(len(date), len(collected_end))) > left(collected_end, least(len(date), len(collected_end)))
    group by source, collected_end
)
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} of source {} are dated after {}, when collecting ended; the latest {}',
        counted(records, 'record'), named(source), collected_end, latest
    ) as message
from late
where records > $max_records
order by records desc, source
