-- Files were found, but no record in them could be read.
insert into corpus values (0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
insert into origin_total
    values (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, true);
insert into duplicates values (0, 0, 0, 0, null, null, null, 0, 0);
insert into duplicate_ids values (0, 0, null);
