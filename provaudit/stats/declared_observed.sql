-- What: what each source declares against what detectors saw; observed null means that they saw nothing.
-- Unit: records. Denominator: none. `conflicts` are records whose declaration and evidence disagree.
-- Reference: none.
select
    source,
    declared,
    observed,
    count(*) as records,
    count(*) filter (where conflict) as conflicts
from records
group by source, declared, observed
order by source, declared, observed nulls last
