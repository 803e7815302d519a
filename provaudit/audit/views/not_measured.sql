-- What the road itself could not measure, and why; other houses add their own reasons.
select 'share of synthetic records (one figure)' as what,
    format('{:d} of {:d} records have an unknown origin{}; only bounds can be given',
        unknown + by_style, records, if(by_style > 0, ' or one told by style alone', '')) as why
from origin_total
where not identifiable
    and not exists (select 1 from prevalence where kind = 'corpus' and shown and estimate.identifiable)
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
select if(count(*) = 1, '1 file', format('{:d} files', count(*))), 'they hold no record, and nothing that could have been one'
from (select file from slices group by file having sum(records) = 0 and sum(rejected) = 0)
having count(*) > 0
union all
select 'language of some records', 'not stated, and not identified from their text'
from corpus
where exists (select 1 from languages where language is null)
union all
select format('text health of {:d} records', without), 'the scan measured none of it'
from (select sum(unmeasured)::bigint as without from cells)
where without > 0
union all
select format('richness of n-grams of {:d} strata', count(*)), 'fewer than 100 different n-grams were kept of each'
from ngram_richness
where different is null
having count(*) > 0
union all
select format('comparison of attribute "{}" with its reference', left(reference.attribute, 80)),
    'no such attribute is audited: ' || coalesce(
        'did you mean "' || min(left(attribute_widths.attribute, 80)) || '"?', 'name it with --attribute')
from reference
left join attribute_widths on loosely(attribute_widths.attribute) = loosely(reference.attribute)
where reference.attribute not in (select attribute from attribute_widths)
group by reference.attribute
union all
select format('comparison of "{}" = "{}" with its reference', left(reference.attribute, 80), left(reference.value, 80)),
    format('no record has this value: did you mean "{}"?', min(left(groups.value, 80)))
from reference
join groups on groups.attribute = reference.attribute and loosely(groups.value) = loosely(reference.value)
where (reference.attribute, reference.value) not in (select (attribute, value) from groups where value is not null)
group by reference.attribute, reference.value
union all
select if(unread = 1, 'year of 1 record', format('year of {:d} records', unread)),
    'a date is stated in a form that is not read, such as 03/05/2019: write it as YYYY-MM-DD'
from (select sum(unread_dates)::bigint as unread from cells)
where unread > 0
union all
select 'verdicts by style',
    format('no record is known to be human, so no threshold is: {:,} scored records of unknown origin stay unknown (name known ones with --trusted or trusted_human)',
        sum(could_be_judged)::bigint)
from style_by_source
where not exists (select 1 from trusted)
having sum(could_be_judged) > 0
union all
select format('verdicts by style in source "{}"', left(source, 80)),
    why || case
        when texts < needed then format(': one more human text exceeds all of n with a probability of 1 / (n + 1), and one is needed to try the threshold ({} false positives)', level)
        else format(': {:d} of {:d} exceed a threshold made without them', above, tested)
    end
from style_slices
where why is not null
union all
select format('trust in source "{}"', left(trusted.source, 80)), 'no record is of this source'
from trusted
where trusted.source not in (select source from style_by_source where source is not null)
union all
select if(near_hosts = 1, 'what 1 host allows', format('what {:d} hosts allow', near_hosts)),
    'the list names them only with, or only without, "www.", and a robots.txt holds for one host: add them to the list'
from access_list
where near_hosts > 0
union all
select if(len(ignored) = 1, '1 file of the list of what sites allow', format('{:d} files of the list of what sites allow', len(ignored))),
    'neither a list nor DOMAIN/robots.txt and the like, first ' || ignored[1]
from access_list
where len(ignored) > 0
union all
select format('agreement of {:d} statements on what a host allows', count(*)),
    'they contradict others of the same day, and the strictest counts: first ' || min(place)
from (
    select format('{}:{:d}', file, line) as place
    from access
    qualify count(distinct allowed) over (partition by domain, mechanism, seen, agent) > 1
)
having count(*) > 0
order by what, why;
