-- What: the size of each source that has records, and the origin that it declares.
-- Unit: records, files, bytes, words. Denominator: of records_share all records of the corpus.
-- Reference: none. `declared` is 'by record' where the records of a source declare different origins.
select
    source,
    sum(cells.records)::bigint as records,
    count(distinct file) as files,
    coalesce(sum(text_bytes), 0)::bigint as text_bytes,
    coalesce(sum(words), 0)::bigint as words,
    if(min(declared) = max(declared), min(declared), 'by record') as declared,
    sum(cells.records) / (select records from corpus)::double as records_share
from cells
group by source
order by source
