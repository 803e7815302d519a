-- What: ids that more than one record carries.
-- Unit: ids; records that carry one of them. Denominator: none.
-- Reference: none.
with repeated as (
    select record_id, count(*) as records
    from records
    where record_id is not null
    group by record_id
    having count(*) > 1
)
select count(*) as ids, coalesce(sum(records), 0)::bigint as records, min(record_id) as example
from repeated
order by 1
