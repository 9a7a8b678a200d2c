with sessions as (
  select
    event_date,
    source,
    session_id,
    bool_or(event_name = 'product_viewed') as viewed,
    bool_or(event_name = 'add_to_cart') as added,
    bool_or(event_name = 'order_completed') as ordered
  from silver.events
  group by event_date, source, session_id
)
select
  event_date,
  source,
  count(*) as sessions,
  count(*) filter (where viewed) as product_viewed,
  count(*) filter (where added) as add_to_cart,
  count(*) filter (where ordered) as order_completed
from sessions
group by event_date, source
