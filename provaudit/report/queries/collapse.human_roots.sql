-- What: how many sources by people the corpus goes back to, and how many would do if each gave equally much; likewise of human texts.
-- Unit: sources; texts. Denominator of traced_share: the corpus; of largest_share: what is traced.
-- From: human_roots, human_texts
-- Shape: object
select
    roots.sources, roots.hill_2 as effective, roots.hill_1 as effective_shannon, roots.traced_share, roots.largest, roots.largest_share,
    texts.texts, texts.hill_2 as effective_texts, texts.hill_1 as effective_texts_shannon
from human_roots as roots
left join human_texts as texts on true
