-- What: the records of each source that a check of text_health counts, all origins together: `beyond` of `records`.
create or replace macro broken(checked) as table
    select source, sum(records)::bigint as records, sum(beyond)::bigint as beyond
    from text_health
    where source is not null and "check" = checked
    group by source;
-- "31 of 1,000 records of source "web" look so: 3.1 % (2.2 % to 4.4 %)"
create or replace macro broken_words(source, records, beyond, what) as format(
    '{:,} of {} of source {} {}: {} {}',
    beyond, counted(records, 'record'), named(source), what, percent(beyond / records),
    interval_of(wilson_low(beyond, records), wilson_high(beyond, records))
);
