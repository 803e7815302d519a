-- What: answers that do not touch their prompt: none of its content words occurs in them.
-- Unit: sampled answers (`untouched`); `touched_mean`: the mean share of a prompt's content words that occur in its answer.
-- Denominator: the sampled answers of the source and origin that could be judged; `sampled` are all that have a prompt.
-- Reference: the rule is ours (provaudit/estimate/touching.py); Wilson interval, see macros/wilson.sql: a bottom-k sample by hash is a
-- simple random sample of distinct texts (Cohen & Kaplan 2007, PODC).
with counted as (
    select
        source, origin,
        count(*) as sampled,
        count(touched) as records,
        count(*) filter (where touched = 0) as untouched,
        avg(touched) as touched_mean
    from touching
    group by source, origin
)
select source, origin, sampled, records, untouched, unnest(share_of(untouched, records)), touched_mean
from counted
order by source, origin
