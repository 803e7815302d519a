-- What: what the host of records allowed when they were collected (`at_collection`), and by the latest that is stated (`now`).
-- Unit: records, bytes of text, words. Denominator: none. `unknown` where nothing is stated of that day.
-- Reference: none.
select
    collected.source,
    collected."language",
    collected.domain,
    coalesce(earlier.allowed, 'unknown') as at_collection,
    coalesce(latest.allowed, 'unknown') as now,
    sum(collected.records)::bigint as records,
    sum(collected.text_bytes)::bigint as text_bytes,
    sum(collected.words)::bigint as words
from access_collected as collected
left join access_periods as earlier on
    earlier.domain = collected.domain
    and earlier.valid_from <= collected.day
    and (earlier.valid_to is null or earlier.valid_to > collected.day)
left join access_periods as latest on latest.domain = collected.domain and latest.valid_to is null
group by all
order by collected.source, collected."language" nulls last, collected.domain, at_collection, now
