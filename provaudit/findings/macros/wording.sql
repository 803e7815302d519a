-- What: figures and names as the messages of the rules show them.
-- "62.1 %", with more digits where the share is close to 0 or 1 than where it is not, and a no-break space before the sign.
-- The same rules as `percent` in provaudit/report/figures.py; tests/report/percents.csv holds both to them.
-- A macro's argument is written out wherever it is named, and shares come from long formulas: the list binds it once.
create or replace macro percent_digits(given) as
    list_transform([given], lambda value: case
        when value = 0 or value = 100 then format('{:.0f}', value)
        when value > 0 and value < 0.01 then '<0.01'
        when value > 99.99 and value < 100 then '>99.99'
        when value < 1 or (value > 99 and value < 100) then format('{:.2f}', value)
        else format('{:.1f}', value)
    end)[1];
create or replace macro percent(share) as
    coalesce(percent_digits(share::double * 100) || chr(160) || '%', 'not known');
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
