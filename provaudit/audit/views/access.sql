-- What was stated of the hosts that records come from; statements on other hosts are of no use.
select domain, seen, mechanism, agent, allowed, file, line
from read_parquet($path)
where domain in (select domain from records_parts)
order by domain, mechanism, seen, agent, allowed, file, line
