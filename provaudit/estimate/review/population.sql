-- What: the sampled texts, and how many records of the corpus each stands for: those of its source x origin, in proportion to how
-- often the text occurs. Records without text are nobody's. The sample is of distinct texts, the figure is about records.
with strata as (
    select source, origin, count(*) as records
    from records
    where content_hash is not null
    group by source, origin
),
copies as (
    select source, origin, content_hash as rank, count(*) as copies
    from records
    semi join sample on records.content_hash = sample.rank and records.source = sample.source
        and records.origin = sample.origin
    group by all
)
select
    sample.source, sample.origin, sample.file, sample.position, hex(sample.rank) as rank,
    records.style_score, records.p_synthetic,
    strata.records * copies.copies / sum(copies.copies) over (partition by sample.source, sample.origin) as stands_for
from sample
join copies on copies.source = sample.source and copies.origin = sample.origin and copies.rank = sample.rank
join strata on strata.source = sample.source and strata.origin = sample.origin
join records on records.file = sample.file and records.position = sample.position
order by sample.source, sample.origin, sample.rank
