-- What: records hold residue of a product, and are dated before the product could leave it there.
-- Why: the date or the text is not what it is said to be, so neither can be relied on; a date before there were models would else
-- pass the text as human.
-- Example: 4 records of a source collected until 2019 hold links with utm_source=chatgpt.com.
-- Fix: correct the date column or `collected`; where the date is that of a page that was edited later, name another column as `records.date`.
-- A record without a date is as late as the end of `collected` of its source.
with dated as (
    select distinct
        evidence.source, evidence.code, evidence.file, evidence.position, first_seen,
        coalesce(records."date", collected_end) as latest, records."date" is null as by_source
    from evidence
    inner join known_residues using (code)
    inner join records on records.file = evidence.file and records.position = evidence.position
    left join manifest_facts on manifest_facts.source = evidence.source
),
-- A date that says only the year may be any day of it.
early as (
    select source, code, first_seen, by_source, count(*) as records, min(latest) as earliest
    from dated
    where left(latest, least(len(latest), len(first_seen))) < left(first_seen, least(len(latest), len(first_seen)))
    group by source, code, first_seen, by_source
)
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} of source {} hold residue {}, which cannot be older than {}, but {} {}; the policy allows {:,}',
        counted(records, 'record'), named(source), code, first_seen,
        if(by_source, 'collecting ended in', 'the earliest is of'), earliest, $max_records::bigint
    ) as message
from early
where records > $max_records
order by records desc, source, code, by_source
