-- What: the licences of the records, as the records or the manifest state them. Unit: records. Denominator: none.
-- From: licences
-- Shape: list
select license as expression, sum(records)::bigint as records, count(*) over () as total_rows
from licences
where license is not null
group by license
order by records desc, expression
limit $limit
