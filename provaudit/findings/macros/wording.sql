-- What: figures and names as the messages of the rules show them.
-- "62.1 %", with more digits where the share is close to 0 or 1 than where it is not.
create or replace macro percent(share) as
    case
        when share is null then 'not known'
        when share = 0 or share = 1 then format('{:.0f} %', 100 * share::double)
        when share < 0.0001 then '< 0.01 %'
        when share > 0.9999 then '> 99.99 %'
        when share < 0.01 or share > 0.999 then format('{:.2f} %', 100 * share::double)
        else format('{:.1f} %', 100 * share::double)
    end;
-- "(59.3 % to 64.8 %)"
create or replace macro interval_of(low, high) as '(' || percent(low) || ' to ' || percent(high) || ')';
-- "1 record", "1,204 records"
create or replace macro counted(number, noun) as
    format('{:,} {}', number::bigint, noun) || if(number = 1, '', 's');
-- A name from the data, in quotes and never longer than a line. What cannot be printed is made visible later.
create or replace macro named(name) as '"' || if(length(name) > 80, left(name, 79) || '…', name) || '"';
-- "a, b and 3 more"
create or replace macro first_names(names) as
    list_aggregate(list_transform(names[:3], lambda name: named(name)), 'string_agg', ', ')
    || if(len(names) > 3, format(' and {:,} more', len(names) - 3), '');
