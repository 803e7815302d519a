-- What: how many combinations of two stated values never occur. Unit: combinations.
-- Denominator: all combinations of the values that do occur.
-- From: intersections
-- Shape: object
select count(*) as combinations, count(*) filter (records = 0) as absent
from intersections
having count(*) > 0
