-- What: the 95 % score interval of Wilson for k of n, each end a share in [0, 1]; null when n = 0.
-- Reference: E. B. Wilson (1927), JASA 22, 209-212; recommended by Brown, Cai & DasGupta (2001), Statistical Science 16, 101-133.
-- The constants are z = 1.959963984540054, the 97.5 % quantile of the normal distribution, and z².
create or replace macro wilson_low(k, n) as
    case
        when n = 0 then null
        when k = 0 then 0.0::double
        else greatest(0.0::double, (
            k / n::double + 3.841458820694124::double / (2 * n)
            - 1.959963984540054::double * sqrt(
                (k / n::double) * (1 - k / n::double) / n + 3.841458820694124::double / (4 * n::double * n)
            )
        ) / (1 + 3.841458820694124::double / n))
    end;
create or replace macro wilson_high(k, n) as 1 - wilson_low(n - k, n);
