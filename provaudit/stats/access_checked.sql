-- What: records whose host refused, when they were collected, by a mechanism that the manifest says was looked for.
-- Unit: records. Denominator: none.
-- Reference: none.
select
    collected.source,
    said.mechanism,
    count(distinct collected.domain) as domains,
    sum(collected.records)::bigint as records
from access_collected as collected
join access_snapshots as said on
    said.domain = collected.domain
    and said.valid_from <= collected.day
    and (said.valid_to is null or said.valid_to > collected.day)
join manifest_facts on
    manifest_facts.source = collected.source and list_contains(manifest_facts.opt_outs_checked, said.mechanism)
where said.allowed = 'no'
group by collected.source, said.mechanism
order by records desc, collected.source, said.mechanism
