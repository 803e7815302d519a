-- What: a value without its case and white space, to find the one that a person may have meant.
create or replace macro loosely(value) as lower(regexp_replace(nfc_normalize(value), '[\s\p{Z}]+', '', 'g'));
