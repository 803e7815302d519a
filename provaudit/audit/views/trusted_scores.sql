-- Style scores of the trusted texts of each source, every text once, in the order in which they lie in the data.
-- At most $texts of a source, those with the smallest hash: more make a threshold no better.
with texts as (
    select
        records.source,
        records.content_hash,
        min({'file': records.file, 'position': records.position}) as place,
        min(records.style_score) as style_score
    from records_parts as records
    inner join trust using (source)
    where
        records.style_score is not null
        and may_be_human(records.declared, records.observed)
        and is_trusted(trust.whole, trust.before, records.date)
    group by records.source, records.content_hash
    qualify row_number() over (partition by records.source order by records.content_hash) <= $texts
)
select source, place, style_score
from texts
order by source, place
