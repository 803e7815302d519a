-- What: ids that more than one record carries.
-- Unit: ids; records that carry one of them. Denominator: none.
-- Reference: none. All repeated ids are in suspected_ids, and few others (see provaudit/estimate/repeated_ids.py).
with repeated as (
    select record_id, count(*) as records
    from suspected_ids
    group by record_id
    having count(*) > 1
)
select count(*) as ids, coalesce(sum(records), 0)::bigint as records, min(record_id) as example
from repeated
order by 1
