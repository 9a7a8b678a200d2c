select
  event_date,
  currency,
  count(*) as orders,
  cast(sum(amount) as decimal(18, 2)) as revenue
from silver.orders
group by event_date, currency
