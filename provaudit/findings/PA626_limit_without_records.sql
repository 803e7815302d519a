-- What: a limit of the policy names a part of the corpus that has no records.
-- Why: a misspelt limit must not pass for one that holds; and a group that is asked for may be missing altogether.
-- Example: the policy limits source "web-craw", the corpus has "web-crawl".
-- Fix: correct the name in the policy, or name the column that holds it (--attribute, records.split).
with named as (
    select scope, name, min(position) as position
    from limits
    where scope <> 'corpus'
    group by scope, name
),
nearest as (
    select named.scope, named.name, arg_min(parts.name, (levenshtein(parts.name, named.name), parts.name)) as found
    from named
    join parts on parts.scope = named.scope
    group by named.scope, named.name
)
select
    named.name as "where",
    0 as value,
    null as threshold,
    format('the policy limits {}, which has no records', part_named(named.scope, named.name))
    || coalesce('; the nearest name is ' || named(nearest.found), '') as message
from named
left join nearest on nearest.scope = named.scope and nearest.name = named.name
where (named.scope, named.name) not in (select (scope, name) from parts)
order by named.position
