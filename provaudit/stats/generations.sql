-- What: how many times a model wrote on the way to the records of each source and origin, at least; null for records of parents that go round in a circle.
-- Unit: records, bytes. Denominator: none. What a record states counts; else its parent's generation; else that of its source's parents, and one more
-- if a model wrote or changed the record.
-- Reference: I. Shumailov et al. (2024), Nature 631, 755-759: generation n learns from what generation n - 1 wrote.
with without_parent as (
    select
        source, origin, records, text_bytes,
        coalesce(stated_generation(stated), coalesce(nodes.least, 0) + wrote(cells.origin)) as generation
    from lineage_cells as cells
    left join (select source, least, weight from lineage_nodes where own) as nodes using (source)
    where not has_parent
),
everything as (
    from without_parent
    union all by name
    select source, origin, 1 as records, text_bytes, generation
    from record_lineage
)
select source, origin, generation, sum(records)::bigint as records, sum(text_bytes)::bigint as text_bytes
from everything
group by source, origin, generation
order by source, origin, generation
