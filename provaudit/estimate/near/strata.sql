-- What: the content hash, the number of the stratum and the bytes of each record that has text, in any order.
-- Unit: records; bytes. Denominator: none.
-- Reference: see the module near_duplicates.
select content_hash, stratum, coalesce(records.text_bytes, 0) as text_bytes
from records
join text_strata
    on text_strata.source is not distinct from records.source
    and text_strata.origin is not distinct from records.origin
    and text_strata.derived = (records.parent is not null or coalesce(try_cast(records.generation as bigint), 0) > 0)
where content_hash is not null
