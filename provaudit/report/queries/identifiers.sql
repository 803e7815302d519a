-- What: identifiers that cannot exist, by source (none: all sources) and kind. Unit: records and identifiers.
-- Denominator of share: records with an identifier of the kind; of ratio: all such identifiers.
-- From: identifiers_by_source
-- Shape: list
select
    source, kind, records, beyond, share, low, high, seen, impossible, ratio, example, count(*) over () as total_rows
from identifiers_by_source
order by source nulls first, kind
limit $limit
