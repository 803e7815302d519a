-- What only served to name the strata of the kinds.
drop table text_kinds;
drop table cluster_kinds;
