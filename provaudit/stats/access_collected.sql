-- What: the records of each host that something is stated of, by the day of their collection. Unit: records, bytes, words.
-- Denominator: none. A record was collected on its own date where that lies in the period that the manifest gives for its source,
-- else at the end of that period; without a period on its own date. A date that names a month or a year means its last day. Null:
-- nobody knows.
-- Reference: none.
select
    source,
    records."language",
    domain,
    last_day_of(
        if(
            manifest_facts.collected_end is null
                or last_day_of(date) between coalesce(manifest_facts.collected_start, '')
                    and last_day_of(manifest_facts.collected_end),
            date,
            manifest_facts.collected_end
        )
    ) as day,
    count(*) as records,
    coalesce(sum(text_bytes), 0)::bigint as text_bytes,
    coalesce(sum(words), 0)::bigint as words
from records
left join manifest_facts using (source)
where domain in (select domain from access)
group by all
order by source, records."language" nulls last, domain, day nulls last
