-- What: human against synthetic text, measure by measure, at equal sample size.
-- From: diversity_compared
-- Shape: list
select
    source, language, measure, human, human_low, human_high, synthetic, synthetic_low, synthetic_high,
    less_varied, count(*) over () as total_rows
from diversity_compared
order by source nulls first, measure
limit $limit
