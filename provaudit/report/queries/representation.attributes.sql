-- What: shares of the declared groups, against a reference where one is given. Unit: records.
-- Denominator of share, low, high: all records; of ratio: the records that state a value.
-- Reference: Wilson (1927) intervals. At most 1,000 groups an attribute; groups_total counts all.
-- From: groups
-- Shape: list
select
    attribute,
    'declared' as kind,
    max(total) as records,
    max(stated) as stated,
    count(*) as groups_total,
    list({
        'value': value, 'records': records, 'share': share, 'low': low, 'high': high,
        'reference': reference, 'ratio': ratio
    } order by records desc, value nulls last)[:1000] as groups,
    count(*) over () as total_rows
from groups
group by attribute
order by attribute
limit $limit
