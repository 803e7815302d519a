-- What: answers of sites by how much they shut, so that the strictest of several is the greatest.
create or replace macro access_rank(answer) as list_position(['unknown', 'yes', 'partly', 'no'], answer);
create or replace macro access_answer(rank) as ['unknown', 'yes', 'partly', 'no'][rank];
-- What: the last day that a date may mean: of a month its last, of a year its last; ends are compared as text.
create or replace macro last_day_of(date) as
    date || case length(date) when 4 then '-12-31' when 7 then '-31' else '' end;
