-- What: the share k / n with its 95 % Wilson interval, as columns share, low, high; all null when n = 0.
-- Reference: see wilson.sql.
create or replace macro share_of(k, n) as {
    'share': k / nullif(n, 0)::double,
    'low': wilson_low(k, n),
    'high': wilson_high(k, n)
};
