-- The records where nobody trusts any: the verdict of the scan is the final one.
create or replace view records as
select *, false as trusted
from records_parts;
