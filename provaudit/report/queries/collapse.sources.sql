-- What: where each source stands among those that it was made from; `untraced_records`: by a model that nobody names. Unit: records. Denominator: none.
-- From: lineage_sources, lineage_links
-- Shape: list
select
    source, origin, records, generation, deepest as max_generation, derived, traced, cyclic,
    coalesce(parents, []) as parents,
    unknown_parents, untraced as untraced_records,
    count(*) over () as total_rows
from lineage_sources
left join (
    select child as source, list(distinct parent order by parent)[:20] as parents
    from lineage_links
    where child_own
    group by child
) using (source)
order by records desc, source
limit $limit
