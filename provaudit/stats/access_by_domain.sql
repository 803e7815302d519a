-- What: the hosts that refuse now, with their records and the day from which on it is known. Unit: records, words.
-- Denominator: none.
-- Reference: none.
select
    decisions.domain,
    nullif(any_value(periods.valid_from), '9999-12-31') as refused_since,
    sum(decisions.records)::bigint as records,
    sum(decisions.words)::bigint as words,
    coalesce(sum(decisions.records) filter (at_collection = 'no'), 0)::bigint as refused_at_collection
from access_decisions as decisions
join access_periods as periods on periods.domain = decisions.domain and periods.valid_to is null
where now = 'no'
group by decisions.domain
order by records desc, decisions.domain
