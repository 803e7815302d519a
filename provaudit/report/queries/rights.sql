-- What: the records under no licence that is known. Unit: records. Denominator: none.
-- From: licences
-- Shape: object
select coalesce(sum(records), 0)::bigint as unknown_records
from licences
where license is null
having (select count(*) from licences) > 0
