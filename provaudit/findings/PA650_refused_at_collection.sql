-- What: records of a source come from sites that did not allow their use for training when they were collected.
-- Why: a reservation that was there and was not honoured takes away the ground of the text-and-data-mining exception (EU directive
-- 2019/790, article 4), and is what the public summary of training content asks about.
-- Example: 1,204 records of source "crawl" were fetched in 2024 from hosts whose robots.txt of 2023 shuts out GPTBot and CCBot.
-- Fix: leave these records out (rights.access in audit.json and the table access_by_domain name the hosts), or get an agreement
-- and waive the finding with it as the reason.
select
    name as "where",
    refused as value,
    $max_records as threshold,
    format(
        '{} of {} come from sites that refused when they were collected ({} of its records)',
        counted(refused, 'record'), part_named(scope, name), percent(refused_share)
    ) as message
from access_by_part
where scope = 'source' and as_of = 'collection' and refused > $max_records
order by refused desc, name
