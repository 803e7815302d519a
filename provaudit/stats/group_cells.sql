-- What: attribute_cells with one row an attribute: the same record counts once under each attribute.
-- Unit: records. Denominator: none. A null value means not stated.
-- Reference: none.
select cell, attribute[11:] as attribute, value, source, origin, basis, records
from attribute_cells unpivot include nulls (value for attribute in (columns('^attribute_')))
where attribute <> 'attribute_'
order by cell, attribute
