-- What: records whose host refuses each crawler by its robots.txt, by the latest that is stated. Unit: records, words.
-- Denominator: none. Who shuts everybody out refuses each crawler that it does not except.
-- Reference: none.
with latest as (
    select domain, valid_from from access_snapshots where mechanism = 'robots.txt' and valid_to is null
),
said as (
    select access.domain, access.agent, max(access_rank(access.allowed)) as rank
    from access
    join latest on latest.domain = access.domain and latest.valid_from = coalesce(access.seen, '9999-12-31')
    where access.mechanism = 'robots.txt'
    group by all
),
hosts as (
    select domain, sum(records)::bigint as records, sum(words)::bigint as words from access_collected group by domain
)
select
    agents.name as agent,
    agents.operator,
    agents.counted,
    count(*) as domains,
    sum(hosts.records)::bigint as records,
    sum(hosts.words)::bigint as words
from access_agents as agents
cross join hosts
left join said as own on own.domain = hosts.domain and own.agent = agents.agent
left join said as everybody on everybody.domain = hosts.domain and everybody.agent = '*'
where access_answer(coalesce(own.rank, everybody.rank)) = 'no'
group by all
order by records desc, agent
