-- What: how long records are, by origin.
-- Unit: words of the text to judge. Denominator: records that have text.
-- Reference: quantiles without interpolation (the smallest length that at least this share of records does not exceed:
-- Hyndman & Fan 1996, The American Statistician 50, 361-365, definition 1), from the histogram, which is small.
with histogram as (
    select origin, words, count(*) as records
    from records
    where has_text
    group by origin, words
),
cumulative as (
    select
        *,
        sum(records) over (partition by origin order by words) as up_to,
        sum(records) over (partition by origin) as total
    from histogram
)
select
    origin,
    sum(records)::bigint as records,
    min(words) as words_min,
    min(words) filter (where up_to >= 0.25 * total) as words_p25,
    min(words) filter (where up_to >= 0.5 * total) as words_median,
    min(words) filter (where up_to >= 0.75 * total) as words_p75,
    max(words) as words_max,
    sum(words * records) / sum(records)::double as words_mean
from cumulative
group by origin
order by origin
