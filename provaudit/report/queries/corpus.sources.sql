-- What: the sources and their sizes, largest first. Unit: records. Denominator of share: the corpus.
-- From: sources
-- Shape: list
select
    source, records, files, text_bytes, words, declared, records_share as share,
    count(*) over () as total_rows
from sources
order by records desc, source
limit $limit
