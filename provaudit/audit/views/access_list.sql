-- Of how many hosts something was stated, and how many hosts of records are named only with, or only without, "www.".
-- A robots.txt holds for one host (RFC 9309), so those are not judged, but said.
with listed as (
    select distinct domain from read_parquet($path)
),
missing as (
    select distinct domain
    from records_parts
    where domain is not null and domain not in (select domain from listed)
)
select
    (select count(*) from listed) as domains,
    (
        select count(*)
        from missing
        where if(starts_with(domain, 'www.'), substr(domain, 5), 'www.' || domain) in (select domain from listed)
    ) as near_hosts
