-- What: how many distinct values each attribute has.
-- Unit: distinct stated values. Denominator: none.
-- Reference: none. An unnamed column stands in where a corpus has no attribute at all; it is dropped again.
select attribute[11:] as attribute, "values"
from (
    select count(distinct columns('^attribute_')) as "\0"
    from (select *, null::varchar as attribute_ from records)
) unpivot include nulls ("values" for attribute in (columns('^attribute_')))
where attribute <> 'attribute_'
order by attribute
