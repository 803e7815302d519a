-- What: what each host said by each mechanism, from when until when. Unit: snapshots. Denominator: none.
-- All statements of a host, mechanism and date are one snapshot; it holds until the next one (`valid_to`, null: still). What has no
-- date is later than all that has one. Of crawlers only those for training count: the answer is the strictest that one of them gets,
-- by a statement of its own or else by the one for everybody.
-- Reference: RFC 9309 (robots.txt: a group of one's own replaces that for everybody).
with counted as (
    select agent from access_agents where counted
),
snapshots as (
    select
        domain,
        mechanism,
        coalesce(seen, '9999-12-31') as valid_from,
        count(distinct agent) filter (agent <> '*') as named,
        max(access_rank(allowed)) filter (agent <> '*') as worst,
        max(access_rank(allowed)) filter (agent = '*') as everybody
    from access
    where agent = '*' or agent in (select agent from counted)
    group by all
)
select
    domain,
    mechanism,
    valid_from,
    lead(valid_from) over (partition by domain, mechanism order by valid_from) as valid_to,
    access_answer(
        if(
            named < (select count(*) from counted),
            greatest(coalesce(worst, 1), coalesce(everybody, 1)),
            worst
        )
    ) as allowed
from snapshots
order by domain, mechanism, valid_from
