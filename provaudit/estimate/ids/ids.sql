-- What: the id of each record that has one, in the order of the records.
-- Unit: records. Denominator: none.
-- Reference: see the module repeated_ids; `hashes` gives the same records in the same order.
select record_id
from records_parts
where record_id is not null
