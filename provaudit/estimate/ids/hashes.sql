-- What: the hash of the id of each record that has one, in the order of the records.
-- Unit: records. Denominator: none.
-- Reference: see the module repeated_ids; `ids` gives the same records in the same order.
select hash(record_id) as hash
from records_parts
where record_id is not null
