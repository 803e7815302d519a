-- What: the generation that a record states, a whole number from 0 to 1,000,000; null for what is none.
create or replace macro stated_generation(stated) as
    case when try_cast(stated as bigint) between 0 and 1000000 then try_cast(stated as bigint) end;
-- What: whether a model wrote or changed a text of this origin, as 1 or 0. Unknown origin counts as 0, so that generations are at least so many.
create or replace macro wrote(origin) as (origin in ('synthetic', 'mixed'))::bigint;
-- What: Hill numbers of order 1 and 2 from the sum of amounts, of their squares, and of amount x ln(amount); null without any.
-- Reference: M. O. Hill (1973), Ecology 54, 427-432: exp of Shannon's entropy; the inverse of Simpson's index.
create or replace macro hill_1_of(total, weighted_logs) as if(total > 0, exp(ln(total) - weighted_logs / total), null);
create or replace macro hill_2_of(total, squares) as if(total > 0, total * total / squares, null);
