-- What: records whose parents, followed from one to the next, lead round in a circle.
-- Why: nothing can be made from what is made from it: the column of parents is wrong, and generations cannot be counted there.
-- Example: record a names b as its parent, and b names a.
-- Fix: correct the column `records.parent`; ids must be unique (PA609).
with circular as (
    select source, count(*) as records
    from record_lineage
    where cyclic
    group by source
)
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} of source {} go back to themselves by their parents, or to records that do; the policy allows {:,}',
        counted(records, 'record'), named(source), $max_records::bigint
    ) as message
from circular
where records > $max_records
order by records desc, source
