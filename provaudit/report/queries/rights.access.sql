-- What: the statements of sites that were given, and how many hosts of records they speak of. Unit: statements, hosts.
-- Denominator: none.
-- From: access_list, access
-- Shape: object
select
    access_list.statements,
    access_list.domains as domains_listed,
    (select count(distinct domain) from access) as domains_matched
from access_list
