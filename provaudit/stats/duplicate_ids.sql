-- What: ids that more than one record carries.
-- Unit: ids; records that carry one of them. Denominator: none.
-- Reference: none.
-- Hashes are counted first: numbers take less time and memory than ids, and few ids are left to count.
with suspected as (
    select hash(record_id) as id_hash
    from records
    where record_id is not null
    group by id_hash
    having count(*) > 1
),
repeated as (
    select record_id, count(*) as records
    from records
    where hash(record_id) in (from suspected) and record_id is not null
    group by record_id
    having count(*) > 1
)
select count(*) as ids, coalesce(sum(records), 0)::bigint as records, min(record_id) as example
from repeated
order by 1
