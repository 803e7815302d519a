-- What: more than half of the text of many records of a source repeats what stands before in the same record.
-- Why: a model that lost its thread goes round in circles, and one that is trained on it learns to (Holtzman et al. 2020, arXiv:1904.09751).
-- Example: 4 % of the answers end in the same sentence, fifty times.
-- Fix: take such records out (repeated_ngrams or repeated_lines above 0.5), or generate them again with a limit on repetition.
select
    source as "where",
    wilson_low(beyond, records) as value,
    $max_share as threshold,
    broken_words(source, records, beyond, 'repeat themselves for more than half of their length') || '; the policy allows ' || percent($max_share) as message
from broken('degenerate')
where records >= $min_records and wilson_low(beyond, records) > $max_share
order by beyond desc, source
