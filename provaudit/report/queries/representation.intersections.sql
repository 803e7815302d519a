-- What: combinations of two attributes, those furthest below independence first. Unit: records.
-- Denominator: the records that state both.
-- From: intersections
-- Shape: list
select
    attribute_a, value_a, attribute_b, value_b, records, total, share, low, high, expected, ratio,
    count(*) over () as total_rows
from intersections
order by ratio nulls last, expected desc, attribute_a, value_a, attribute_b, value_b
limit $limit
