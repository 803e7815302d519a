-- What stays unmeasured once people have labelled a sample: all but what the review says now.
select what, why
from not_measured
where what not in ('share of synthetic records by review', 'review by people')
    and not (
        what = 'share of synthetic records (one figure)'
        and exists (select 1 from prevalence where kind = 'corpus' and shown and estimate.identifiable)
    )
order by what, why
