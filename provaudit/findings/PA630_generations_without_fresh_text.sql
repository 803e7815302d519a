-- What: models wrote several times on the way to some records, and hardly any text of the corpus is fresh: by people, not made from
-- other text, and no copy.
-- Why: what a model writes after what a model wrote loses rare words and rare people, generation by generation, unless text by people is
-- mixed in (Shumailov et al. 2024, Nature; Alemohammad et al. 2024, ICLR; Gerstgrasser et al. 2024, COLM). docs/lineage.md says
-- why the limit is a tenth.
-- Example: answers distilled from a data set of answers, in a corpus of which 3 % is fresh human text.
-- Fix: add text by people, or replace the records of the highest generation (table generations) by those that they were made from.
with deepest as (
    select max(generation) as generation, sum(records) filter (where generation >= $min_generation) as records
    from generations
)
select
    '' as "where",
    texts.fresh_share_high as value,
    $min_share as threshold,
    format(
        '{} are of generation {:d} or above (up to {:d}), and only {} of the {} with text are fresh text by people for certain ({} to {}); the policy asks for {}',
        counted(deepest.records::bigint, 'record'), $min_generation::bigint, deepest.generation, format('{:,}', texts.fresh),
        counted(texts.records, 'record'), percent(texts.fresh_low), percent(texts.fresh_share_high), percent($min_share)
    ) as message
from human_texts as texts, deepest
where deepest.generation >= $min_generation and texts.fresh_share_high < $min_share
order by 1
