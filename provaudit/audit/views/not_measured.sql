-- What the road itself could not measure, and why; other houses add their own reasons.
select 'share of synthetic records (one figure)' as what,
    format('{:d} of {:d} records have an unknown origin; only bounds can be given',
        unknown, records) as why
from origin_total
where not identifiable
union all
select 'text measures of some records',
    format('{:d} of {:d} records have no text to judge', without_text, records)
from corpus
where without_text > 0
union all
select 'declared origin', 'no manifest and no origin column: nothing was declared'
from run, origin_total
where not run.has_manifest and records > 0 and declared_unknown = records
union all
select format('group shares of attribute {}', attribute),
    format('{:d} different values: that is no group', "values")
from wide_attributes
union all
select format('{:d} files', count(*)), 'they hold no record, and nothing that could have been one'
from (select file from slices group by file having sum(records) = 0 and sum(rejected) = 0)
having count(*) > 0
union all
select 'language of records without a language column', 'this version reads stated languages only'
from corpus
where exists (select 1 from languages where language is null)
order by what, why;
