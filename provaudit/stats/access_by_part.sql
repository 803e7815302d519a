-- What: what was allowed, when records were collected and now, of the corpus and of each source and language.
-- Unit: records; bytes of text and words of those refused. Denominator: of refused_share all records of the part.
-- `unknown`: their host is known, and nothing is stated of it for that day; `without_domain`: nobody can look them up.
-- Reference: Longpre et al. 2024, Consent in Crisis (arXiv:2407.14933), which counts tokens by what sites refuse over time.
with totals as (
    select
        source,
        "language",
        count(*) as records,
        count(domain) as with_domain,
        coalesce(sum(text_bytes), 0)::bigint as text_bytes,
        coalesce(sum(words), 0)::bigint as words
    from records
    where exists (from access_list)
    group by all
),
parts as (
    select 'corpus' as scope, null as name, * exclude (source, "language") from totals
    union all
    select 'source', source, * exclude (source, "language") from totals
    union all
    select 'language', "language", * exclude (source, "language") from totals
),
sizes as (
    select
        scope, name, sum(records)::bigint as records, sum(with_domain)::bigint as with_domain,
        sum(text_bytes)::bigint as text_bytes, sum(words)::bigint as words
    from parts
    group by all
),
answers as (
    select source, "language", 'collection' as as_of, at_collection as answer, records, text_bytes, words from access_decisions
    union all
    select source, "language", 'now', now, records, text_bytes, words from access_decisions
),
answered as (
    select 'corpus' as scope, null as name, * exclude (source, "language") from answers
    union all
    select 'source', source, * exclude (source, "language") from answers
    union all
    select 'language', "language", * exclude (source, "language") from answers
),
counted as (
    select
        scope,
        name,
        as_of,
        sum(records) filter (answer = 'yes') as yes,
        sum(records) filter (answer = 'partly') as partly,
        sum(records) filter (answer = 'no') as no,
        sum(text_bytes) filter (answer = 'no') as refused_text_bytes,
        sum(words) filter (answer = 'no') as refused_words
    from answered
    group by all
)
select
    sizes.scope,
    sizes.name,
    times.as_of,
    sizes.records,
    coalesce(counted.yes, 0)::bigint as allowed,
    coalesce(counted.partly, 0)::bigint as partly,
    coalesce(counted.no, 0)::bigint as refused,
    sizes.with_domain - (coalesce(counted.yes, 0) + coalesce(counted.partly, 0) + coalesce(counted.no, 0))::bigint as unknown,
    sizes.records - sizes.with_domain as without_domain,
    sizes.text_bytes,
    sizes.words,
    coalesce(counted.refused_text_bytes, 0)::bigint as refused_text_bytes,
    coalesce(counted.refused_words, 0)::bigint as refused_words,
    coalesce(counted.no, 0) / sizes.records::double as refused_share
from sizes
cross join (values ('collection', 0), ('now', 1)) as times (as_of, position)
left join counted on
    counted.scope = sizes.scope and counted.name is not distinct from sizes.name and counted.as_of = times.as_of
order by sizes.scope, sizes.records desc, sizes.name nulls last, times.position
