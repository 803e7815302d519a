-- What: what each source declares against what detectors saw; observed null means that they saw nothing.
-- Unit: records. Denominator: none. `conflicts` are records whose declaration and evidence disagree.
-- Reference: none.
select
    source,
    declared,
    observed,
    sum(cells.records)::bigint as records,
    coalesce(sum(cells.records) filter (where conflict), 0)::bigint as conflicts
from cells
group by source, declared, observed
order by source, declared, observed nulls last
