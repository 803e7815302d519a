-- What: words in a record, by origin. Unit: words. Denominator: the records with text.
-- From: sizes
-- Shape: list
select
    origin, records, words_min, words_p25, words_median, words_p75, words_max, words_mean,
    count(*) over () as total_rows
from sizes
order by origin
limit $limit
