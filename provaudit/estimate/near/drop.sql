-- What only served to name the strata of repeated_texts.
drop table repeated;
