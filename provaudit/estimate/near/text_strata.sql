-- What: the pairs of source and origin, numbered, and how many of their records have text.
-- Unit: records. Denominator: none.
-- Reference: none.
select row_number() over (order by source, origin) - 1 as stratum, source, origin, sum(texts)::bigint as records
from cells
group by source, origin
order by stratum
