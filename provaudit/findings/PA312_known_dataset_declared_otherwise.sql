-- What: records of a source that is declared human are named as those of a dataset that a model is known to have made.
-- Why: either the name or the declaration is wrong; a corpus that counts such records as human overstates its human text.
-- Example: a source declared digitalCreation whose files lie in a folder openorca.
-- Fix: declare the source as what it is; if it only shares the name, accept it with a waiver.
with named_so as (
    select distinct evidence.file, evidence.position, evidence.code
    from evidence
    where evidence.tier = 'registry' and evidence.says = 'synthetic'
),
contradicted as (
    select records.source, named_so.code, count(*) as records
    from records
    inner join named_so using (file, position)
    where records.declared = 'human'
    group by all
)
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} that source {} declares human are named as those of {}, which a model is known to have made; the policy allows {:,}',
        counted(records, 'record'), named(source), named(code), $max_records::bigint
    ) as message
from contradicted
where records > $max_records
order by records desc, source, code
