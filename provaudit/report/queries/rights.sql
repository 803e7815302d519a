-- What: the records under no licence that is known, and those whose host refuses by the latest that it states. Unit: records.
-- Denominator: none.
-- From: licences, access_by_part
-- Shape: object
select
    coalesce(sum(records) filter (license is null), 0)::bigint as unknown_records,
    (select refused from access_by_part where scope = 'corpus' and as_of = 'now') as opt_out_records
from licences
having count(*) > 0
