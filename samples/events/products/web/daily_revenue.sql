select
  event_date,
  country,
  properties.currency as currency,
  count(*) as orders,
  cast(sum(properties.amount) as decimal(18, 2)) as revenue,
  count(distinct coalesce(user_id, anonymous_id)) as buyers
from silver.events
where event_name = 'order_completed'
group by event_date, country, properties.currency
