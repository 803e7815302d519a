-- What: too many records repeat the text of another one.
-- Why: repeated text is learnt by heart, counts twice in every share, and leaks from training into test sets (Lee et al. 2022, ACL).
-- Example: 18 % of the records are copies.
-- Fix: keep one record of each text (the column content_hash of the table records is the same for equal texts).
select
    '' as "where",
    low as value,
    $max_share as threshold,
    format(
        '{} of {} with text repeat another one: {} {}, in {}; the policy allows {}',
        format('{:,}', redundant), counted(records, 'record'), percent(share), interval_of(low, high),
        counted(exact_clusters, 'group'), percent($max_share)
    ) as message
from duplicates
where low > $max_share
order by 1
