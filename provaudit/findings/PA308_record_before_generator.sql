-- What: records of a source are dated before the model that is said to have made them could be used.
-- Why: the date, the model or the origin is wrong, so none of the three can be relied on there.
-- Example: 12 records dated 2021 name gpt-4o, which came out in 2024-05.
-- Fix: correct the column or the manifest; where the date is that of a page that a model rewrote, name another column as
-- `records.date`, or accept it with a waiver.
with dated as (
    select source, generator, "date", released
    from records
    inner join known_generators on known_generators.name = records.generator
    where origin = 'synthetic' and "date" is not null and released is not null
),
-- A date that says only the year may be any day of it.
early as (
    select source, generator, released, count(*) as records, min("date") as earliest
    from dated
    where left("date", 7) < left(released, length(left("date", 7)))
    group by source, generator, released
)
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} of source {} are dated before the model that they name: {} came out in {}, the earliest is of {}; the policy allows {:,}',
        counted(records, 'record'), named(source), named(generator), released, earliest, $max_records::bigint
    ) as message
from early
where records > $max_records
order by records desc, source, generator
