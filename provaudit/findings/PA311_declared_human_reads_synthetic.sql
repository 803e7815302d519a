-- What: more records that are declared human read like a model's than chance lets among human text of the same source.
-- Why: the threshold comes from records of the source that are known to be human, of which one in a hundred exceeds it; where many more do, the
-- declaration is wrong for some, though nobody can say by style alone for which. Their origin stays human.
-- Example: a forum whose posts before 2020 are trusted; of its later posts, declared human as well, 18 % lie above the threshold.
-- Fix: label a random sample of these records by hand; declare the source as what it is, or as unknown; or split it at the date of the change.
select
    source as "where",
    suspected / declared_human as value,
    $max_share as threshold,
    format(
        '{} of {} that source {} declares human read like the text of a model: {} {}; the policy allows {}, and of trusted texts {} do',
        format('{:,}', suspected), counted(declared_human, 'scored record'), named(source),
        percent(suspected / declared_human),
        interval_of(wilson_low(suspected, declared_human), wilson_high(suspected, declared_human)),
        percent($max_share), percent(fpr)
    ) as message
from style_by_source
where declared_human > 0 and wilson_low(suspected, declared_human) > $max_share
order by suspected / declared_human desc, source
