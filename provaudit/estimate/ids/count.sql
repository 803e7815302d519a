-- What: how many records have an id.
-- Unit: records. Denominator: none.
-- Reference: none.
select count(record_id) as rows
from records_parts
