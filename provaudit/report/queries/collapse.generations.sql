-- What: how many times a model wrote on the way to the records, at least; none: their parents go round in a circle.
-- Unit: records, bytes. Denominator of share: the corpus.
-- From: generations, corpus
-- Shape: list
select
    generation,
    sum(generations.records)::bigint as records,
    coalesce(sum(generations.records) filter (where origin = 'synthetic'), 0)::bigint as synthetic,
    coalesce(sum(generations.records) filter (where origin = 'mixed'), 0)::bigint as mixed,
    coalesce(sum(generations.records) filter (where origin = 'unknown'), 0)::bigint as unknown,
    coalesce(sum(generations.records) filter (where origin = 'human'), 0)::bigint as human,
    sum(generations.text_bytes)::bigint as text_bytes,
    sum(generations.records) / any_value(corpus.records)::double as share,
    count(*) over () as total_rows
from generations, corpus
group by generation
order by generation nulls last
limit $limit
