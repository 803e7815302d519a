-- What: what the style detector could judge, and what it said. Unit: records. Denominator: the whole corpus.
-- From: style_by_source
-- Shape: object
select
    coalesce(sum(scored), 0)::bigint as scored,
    coalesce(sum(trusted), 0)::bigint as trusted,
    coalesce(sum(could_be_judged), 0)::bigint as could_be_judged,
    coalesce(sum(could_be_judged) filter (where threshold is not null), 0)::bigint as judged,
    coalesce(sum(tagged), 0)::bigint as tagged,
    coalesce(sum(suspected), 0)::bigint as suspected
from style_by_source
