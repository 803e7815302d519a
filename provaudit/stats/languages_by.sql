-- What: who says the language of the records: a column, the manifest, or the text itself (identified); null if nothing does.
-- Unit: records. Denominator: of share all records of the corpus.
-- Reference: none. `stated` stands for a language of which the scan did not keep who states it.
with counted as (
    select if(language is null, null, coalesce(language_by, 'stated')) as said_by, sum(cells.records)::bigint as records
    from cells
    group by 1
)
select said_by, records, records / (select records from corpus)::double as share
from counted
order by said_by nulls last
