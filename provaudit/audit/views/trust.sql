-- Which sources hold records that somebody knows to be human: all (`whole`), or those dated before `before`.
-- A trusted entry without a source holds for every source; of several dates the latest counts.
select
    found.source,
    bool_or(trusted.before is null) as whole,
    max(trusted.before) as before
from (select distinct source from records_parts) as found
inner join trusted on trusted.source is null or trusted.source = found.source
group by found.source
order by found.source
