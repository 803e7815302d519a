-- What: records beyond a limit, by source (none: all sources) and origin. Unit: records.
-- Denominator of share: the records for which it was measured.
-- From: text_health
-- Shape: list
select
    {'source': source, 'origin': origin} as stratum,
    "check", "limit", records, beyond, share, low, high, count(*) over () as total_rows
from text_health
order by source nulls first, origin, "check"
limit $limit
