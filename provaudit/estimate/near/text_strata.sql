-- What: the triples of source, origin and whether a record says that it was made from another, numbered; how many of their records have text.
-- Unit: records, bytes. Denominator: none.
-- Reference: none.
select
    row_number() over (order by source, origin, derived) - 1 as stratum,
    source, origin, derived, sum(texts)::bigint as records, coalesce(sum(bytes_of_texts), 0)::bigint as text_bytes
from cells
group by source, origin, derived
order by stratum
