-- Records in the samples at the fence whose origin is no longer that of the scan.
select file, position, origin
from records
semi join (
    select file, position from sample_parts
    union all
    select file, position from shingles_parts
) using (file, position)
where basis in ('trusted', 'style')
order by file, position
