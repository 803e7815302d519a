-- What: every part of the corpus that a limit may name, with its origins: the whole, each source, split, language and group.
-- `total` is what a share of the part is taken of: all records.
create or replace temp view parts as
with every as (
    select 'corpus' as scope, '' as name, records, human, unknown, low, high from origin_total
    union all
    select 'source', source, records, human, unknown, low, high from origin_by_source
    union all
    select 'split', split, records, human, unknown, low, high from origin_by_split
    union all
    select 'language', language, records, human, unknown, low, high from origin_by_language
    union all
    select 'group', attribute || '=' || value, records, human, unknown, low, high from origin_by_group
)
select *, (select records from origin_total) as total
from every
where name is not null and records > 0;
-- "all records", 'source "web"', 'group "gender=female"'
create or replace macro part_named(scope, name) as if(scope = 'corpus', 'the corpus', scope || ' ' || named(name));
