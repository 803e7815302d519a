-- What: the text of a source holds characters that a wrong encoding broke: U+FFFD, mojibake such as Ã©, control characters.
-- Why: what was lost cannot be learned, and a model that reads it learns to write it; the damage falls on every language but English.
-- Example: 312 of 1,000 records hold â€™ where an apostrophe stood.
-- Fix: read the source again with its true encoding; repair mojibake before you train (the columns replacement, mojibake and controls say where).
select
    source as "where",
    wilson_low(beyond, records) as value,
    $max_share as threshold,
    broken_words(source, records, beyond, 'hold broken characters') || '; the policy allows ' || percent($max_share) as message
from broken('encoding')
where records >= $min_records and wilson_low(beyond, records) > $max_share
order by beyond desc, source
