-- What: redundant records within each source (none: all sources) and origin, of nearly equal or equal text.
-- Unit: records. Denominator: the stratum's records with text.
-- From: near_duplicates_by_stratum
-- Shape: list
select
    {'source': source, 'origin': origin} as stratum,
    records,
    redundant as near_redundant,
    share as near_share,
    low as near_low,
    high as near_high,
    count(*) over () as total_rows
from near_duplicates_by_stratum
order by source nulls first, origin
limit $limit
