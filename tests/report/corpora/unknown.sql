-- 40 records of which nothing is known: the synthetic share lies anywhere from 0 to 1.
insert into corpus values (40, 0, 0, 1, 4000, 3600, 3500, 600, 0, 1);
insert into sources values ('undeclared', 40, 1, 3600, 600, 'unknown', 1.0);
insert into origin_total
    values (40, 0, 0, 0, 40, 0, 0, 0, 40, 0, 0, 0, 0, 0.0, 0.0, 1.0, false);
insert into origin_by_source
    values ('undeclared', 40, 0, 0, 0, 40, 0, 0.0, 0.0, 1.0, false);
insert into declared_observed values ('undeclared', 'unknown', null, 40, 0);
insert into duplicates values (40, 0, 0, 0, 0.0, 0.0, 0.088, 0, 0);
insert into duplicate_ids values (0, 0, null);
insert into languages values (null, 40, 1.0, 0.912, 1.0);
insert into files values ('a.jsonl', null, 'jsonl', 'none', 4000, 'ab12', 'text: column text', 'text',
    false);
