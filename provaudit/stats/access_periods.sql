-- What: what each host said by all mechanisms together, from when until when (`valid_to`, null: still). Unit: periods.
-- Denominator: none. Whoever shuts one door has shut it: the strictest mechanism counts.
-- Reference: none.
with starts as (
    select distinct domain, valid_from from access_snapshots
)
select
    starts.domain,
    starts.valid_from,
    lead(starts.valid_from) over (partition by starts.domain order by starts.valid_from) as valid_to,
    access_answer(max(access_rank(said.allowed))) as allowed
from starts
join access_snapshots as said on
    said.domain = starts.domain
    and said.valid_from <= starts.valid_from
    and (said.valid_to is null or said.valid_to > starts.valid_from)
group by starts.domain, starts.valid_from
order by starts.domain, starts.valid_from
