-- What: many texts of a source stop in the middle of a sentence, or inside a block of code.
-- Why: a limit of tokens or of a column cut them; a model that is trained on them learns to stop anywhere.
-- Example: 38 % of the answers end without a mark, in a line of full length.
-- Fix: generate or fetch them again without the limit, or take them out (cut_off says which); for text that never ends its sentences raise the limit.
select
    source as "where",
    wilson_low(beyond, records) as value,
    $max_share as threshold,
    broken_words(source, records, beyond, 'stop in the middle') || '; the policy allows ' || percent($max_share) as message
from broken('cut_off')
where records >= $min_records and wilson_low(beyond, records) > $max_share
order by beyond desc, source
