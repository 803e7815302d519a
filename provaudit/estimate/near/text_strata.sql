-- What: the triples of source, origin and whether a record says that it was made from another, numbered; how many of their records have text.
-- Unit: records, bytes. Denominator: none.
-- Reference: none.
select
    row_number() over (order by source, origin, derived) - 1 as stratum,
    source, origin, derived, count(content_hash) as records,
    coalesce(sum(text_bytes) filter (where content_hash is not null), 0)::bigint as text_bytes
from (
    select
        source, origin, content_hash, text_bytes,
        parent is not null or coalesce(try_cast(generation as bigint), 0) > 0 as derived
    from records
)
group by source, origin, derived
order by stratum
