-- What: answers that do not touch their prompt, by source and origin. Unit: sampled answers.
-- Denominator: the sampled answers that could be judged (`records`).
-- From: prompt_answers
-- Shape: list
select
    {'source': source, 'origin': origin} as stratum,
    sampled, records, untouched, share, low, high, touched_mean, count(*) over () as total_rows
from prompt_answers
order by source, origin
limit $limit
