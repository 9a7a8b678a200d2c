select site, cast(sum(readings) as bigint) as readings, max(event_date) as last_day
from gold.by_site
group by site
