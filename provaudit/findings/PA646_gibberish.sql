-- What: texts of a source are letters without a language.
-- Why: a broken decoder, a scrambled column or keys hit at random: nothing can be learned from it.
-- Example: 2 % of the records look like "xkjq wrtpl zxcv".
-- Fix: look at some of them (the column gibberish), and repair or drop what made them.
select
    source as "where",
    wilson_low(beyond, records) as value,
    $max_share as threshold,
    broken_words(source, records, beyond, 'are gibberish') || '; the policy allows ' || percent($max_share) as message
from broken('gibberish')
where records >= $min_records and wilson_low(beyond, records) > $max_share
order by beyond desc, source
