-- What: too many records repeat, or nearly repeat, the text of another one.
-- Why: text that differs in a name or a date is learnt by heart as equal text is, and gives a corpus less variety than its size
-- promises (Lee et al. 2022, ACL; Kandpal et al. 2022, ICML).
-- Example: 34 % of the records are a form letter with another name in it.
-- Fix: keep one record of each cluster (the table near_clusters gives the cluster of a content_hash), or vary the templates and prompts
-- that the text comes from; look first at how precise the links are (the table near_precision).
select
    '' as "where",
    low as value,
    $max_share as threshold,
    format(
        '{} of {} with text repeat another one or nearly do: {} {}, in {} of which the largest holds {}; the policy allows {}',
        format('{:,}', redundant), counted(records, 'record'), percent(share), interval_of(low, high),
        counted(near_clusters, 'cluster'), counted(largest, 'record'), percent($max_share)
    ) as message
from near_duplicates
where low > $max_share
order by 1
