-- What: the records of a source are another share of the dataset than the manifest says.
-- Why: whoever mixes or weighs data by the declared shares gets another mixture than planned.
-- Example: `share: 0.25`, and the source holds 61 % of the records.
-- Fix: write the share that was found, or restore the records that are missing.
with counted_records as (select source, count(*) as records from records group by source),
shares as (
    select
        facts.source, facts.share as declared,
        coalesce(counted_records.records, 0) / (select nullif(count(*), 0) from records) as found
    from manifest_facts as facts
    left join counted_records using (source)
    cross join run
    where facts.share is not null and not run.sampled
)
select
    source as "where",
    abs(found - declared) as value,
    $max_difference as threshold,
    format(
        'source {} is declared {} of the records and holds {}; the policy allows a difference of {}',
        named(source), percent(declared), percent(found), percent($max_difference)
    ) as message
from shares
where abs(found - declared) > $max_difference
order by abs(found - declared) desc, source
