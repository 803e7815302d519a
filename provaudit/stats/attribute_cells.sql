-- What: records counted by every combination of attribute values, source, origin and `basis` (`style` or null); all tables on groups start from here.
-- Unit: records. Denominator: none.
-- Reference: none. $narrow names the columns to keep; it is ['attribute_'], a column without values, where there are none.
with cells as (
    select
        columns(lambda name: list_contains($narrow, name)),
        source,
        origin,
        if(basis = 'style', basis, null) as basis,
        count(*) as records
    from (select *, null::varchar as attribute_ from records)
    group by all
    order by all
)
select row_number() over () as cell, *
from cells
order by cell
