-- What: a corpus of many sources that goes back to hardly more than one source by people.
-- Why: sources that were made from the same text repeat its subjects, its gaps and its errors: the number of sources promises a
-- variety that is not there. The effective number is 1 / the sum of squared shares, as that of founders in a pedigree (Lacy 1989).
-- Example: a set of questions, its translations, its paraphrases and three sets of answers to it.
-- Fix: add sources by people that are made from nothing else here, or take fewer records of those that share their root.
with many as (
    select count(*) as sources
    from lineage_sources
    where records > 0
)
select
    '' as "where",
    roots.hill_2 as value,
    $min_effective as threshold,
    format(
        '{} with records go back to {} by people, and these count for no more than {:.2f} of equal weight ({} of what can be traced goes back to {}); the policy asks for {:.2f}',
        counted(many.sources, 'source'), counted(roots.sources, 'source'), roots.hill_2, percent(roots.largest_share), named(roots.largest),
        $min_effective
    ) as message
from human_roots as roots, many
where many.sources >= $min_sources and roots.hill_2 < $min_effective
order by 1
