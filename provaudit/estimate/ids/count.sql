-- What: how many records there are.
-- Unit: records. Denominator: none.
-- Reference: none.
select count(*) as rows
from records_parts
