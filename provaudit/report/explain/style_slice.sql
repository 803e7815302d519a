-- What the trusted records of source $source give.
select texts, threshold, fpr, fpr_low, fpr_high, why
from style_slices
where source = $source
order by source;
