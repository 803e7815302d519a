-- What: the content hash of each record that has text, in the order of the records: that of the scan, without a join, which keeps none.
-- Unit: records. Denominator: none.
-- Reference: see the module near_duplicates; `keys` gives the same records in the same order.
select content_hash
from records_parts
where content_hash is not null
