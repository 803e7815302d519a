-- What: a large part of the corpus, or of a source, would be lost if what sites say now were honoured.
-- Why: what may be used once may not be used for the next model: sites close fast (Longpre et al. 2024, Consent in Crisis), and what
-- closes is not closed at random.
-- Example: 18 % of the records come from hosts whose latest robots.txt shuts out a crawler for training; the policy allows 5 %.
-- Fix: plan without these records, ask for an agreement with the largest hosts (table access_by_domain), or raise
-- PA651.max_share with a reason.
select
    if(scope = 'corpus', '', name) as "where",
    refused_share as value,
    $max_share as threshold,
    format(
        '{} of {} ({}, {:,} words) come from sites that refuse by now; the policy allows {}',
        counted(refused, 'record'), part_named(scope, name), percent(refused_share), refused_words, percent($max_share)
    ) as message
from access_by_part
where
    as_of = 'now' and refused_share > $max_share
    and (scope = 'corpus' or (scope = 'source' and (select count(*) from access_by_part where scope = 'source' and as_of = 'now') > 1))
order by scope, refused desc, name
