-- What: records whose host refuses by each mechanism, by the latest that is stated. Unit: records, words. A record may be refused by
-- several. Denominator: none.
-- Reference: none.
select
    said.mechanism,
    count(distinct said.domain) as domains,
    sum(collected.records)::bigint as records,
    sum(collected.words)::bigint as words
from access_snapshots as said
join access_collected as collected using (domain)
where said.valid_to is null and said.allowed = 'no'
group by said.mechanism
order by records desc, said.mechanism
