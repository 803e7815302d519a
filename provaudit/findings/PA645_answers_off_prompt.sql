-- What: answers of a source do not touch their prompts: of at least five content words, none occurs in the answer.
-- Why: rows were shifted, answers belong to other prompts, or a model did not answer: training on it teaches to ignore what was asked.
-- Example: of 800 sampled answers, 790 share no word with their prompt, since a column was sorted by itself.
-- Fix: join prompts and answers again by their ids; look at some of the records (the table touching names them).
select
    source as "where",
    low as value,
    $max_share as threshold,
    format(
        '{:,} of {} in source {} ({}) share no content word with their prompt: {} {}; the policy allows {}',
        untouched, counted(records, 'sampled answer'), named(source), origin, percent(share), interval_of(low, high),
        percent($max_share)
    ) as message
from prompt_answers
where records >= $min_records and low > $max_share
order by untouched desc, source, origin
