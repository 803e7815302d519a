-- What: verdicts by style in each source, and the threshold behind them. Unit: records; `texts`: trusted texts.
-- Denominator of fpr: `tested` trusted texts.
-- From: style_by_source
-- Shape: list
select
    "source", records, scored, trusted, texts, needed, level, threshold, tested, above, fpr,
    fpr_low as low, fpr_high as high, could_be_judged, tagged, declared_human, suspected, why,
    count(*) over () as total_rows
from style_by_source
order by records desc, "source" nulls last
limit $limit
