-- What: for many records with a known host, the list says nothing of what the host allows now.
-- Why: unknown is not allowed: the share of refused records is only a lower bound.
-- Example: 70 % of the records with a host come from hosts that are not in the list.
-- Fix: add these hosts to the list or the folder of snapshots; "example.com" and "www.example.com" are two hosts.
select
    '' as "where",
    unknown / (records - without_domain) as value,
    $max_share as threshold,
    format(
        'nothing is stated of the host of {} ({} of those whose host is known)',
        counted(unknown, 'record'), percent(unknown / (records - without_domain))
    ) as message
from access_by_part
where scope = 'corpus' and as_of = 'now' and records > without_domain and unknown / (records - without_domain) > $max_share
order by 1
