-- What: the corpus has no provenance manifest, so that origins rest only on columns and on traces in the text.
-- Why: text without a trace stays unknown, however it was made; most synthetic text carries no trace.
-- Example: a folder of Parquet files without provenance.yaml: 98 % of its records are of unknown origin.
-- Fix: let `provaudit init PATH` draft one from the data and the cards beside it, decide what it marks TODO, and keep it as
-- provenance.yaml in the audited folder (docs/manifest.md).
select
    '' as "where",
    unknown / nullif(records, 0) as value,
    null as threshold,
    format(
        'there is no manifest{}; a manifest would say for each source who or what made it, with which model, and under which '
        || 'licence',
        if(
            unknown = 0,
            '',
            format(
                ', and {:,} ({}) of {} are of unknown origin',
                unknown, percent(unknown / nullif(records, 0)), counted(records, 'record')
            )
        )
    ) as message
from origin_total, run
where not has_manifest
order by 1
