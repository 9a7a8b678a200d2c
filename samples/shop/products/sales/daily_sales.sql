select
  event_date,
  customer.country as country,
  currency,
  count(*) as orders,
  count(distinct customer.id) as customers,
  cast(sum(amount - coalesce(discount, 0)) as decimal(18, 2)) as revenue
from silver.orders
group by event_date, customer.country, currency
