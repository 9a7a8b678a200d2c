select event_date, site, count(*) as readings, cast(sum(value) as decimal(18, 2)) as total
from silver.readings
group by event_date, site
