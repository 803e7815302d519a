-- Whether a record is trusted as human: its source as a whole, or its date before the one that is named.
-- A date that names only the year or month counts where all of that lies before.
create or replace macro is_trusted(whole, before, stated) as
    coalesce(whole or (stated < before and not starts_with(before, stated)), false);
-- Whether nothing that was declared or found speaks against a human author.
create or replace macro may_be_human(declared, observed) as
    declared in ('human', 'unknown') and observed is null;
