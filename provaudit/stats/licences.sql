-- What: the licences of the records of each source, as the records or the manifest state them; null means that none is stated.
-- Unit: records. Denominator: none. Reference: SPDX licence expressions (spdx.github.io/spdx-spec), as they are written.
select source, license, sum(cells.records)::bigint as records
from cells
group by source, license
order by source, records desc, license nulls last
