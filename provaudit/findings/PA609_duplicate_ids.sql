-- What: several records carry the same id.
-- Why: an id that names two records names none: they cannot be explained, exported or removed one by one.
-- Example: two files number their records from 1.
-- Fix: make ids unique over the whole corpus, for example with the name of the file before them, or choose another column with --id.
select
    '' as "where",
    ids as value,
    $max_ids as threshold,
    format(
        '{} carried by more than one record ({} in all), for example {}',
        if(ids = 1, '1 id is', format('{:,} ids are', ids)), counted(records, 'record'), named(example)
    ) as message
from duplicate_ids
where ids > $max_ids
order by 1
