-- What: attributes with more than $max_group_values distinct values: no groups are made of them.
-- Unit: distinct stated values. Denominator: none.
-- Reference: none; the limit is the policy's.
select attribute, "values"
from attribute_widths
where "values" > $max_group_values
order by attribute
