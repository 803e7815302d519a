-- What: records of a source begin as a refusal: a model declined to answer.
-- Why: they teach to decline, and hold nothing of what was asked for.
-- Example: 3 % of the answers begin with "I'm sorry, but I can't".
-- Fix: take them out, or keep those that are meant (the column refusal says which phrase was found).
select
    source as "where",
    wilson_low(beyond, records) as value,
    $max_share as threshold,
    broken_words(source, records, beyond, 'begin as a refusal') || '; the policy allows ' || percent($max_share) as message
from broken('refusal')
where records >= $min_records and wilson_low(beyond, records) > $max_share
order by beyond desc, source
