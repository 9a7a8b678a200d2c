with
  views as (
    select country, count(*) as views, count(distinct visitor_id) as visitors
    from silver.page_views
    group by country
  ),
  sales as (
    select country, cast(sum(orders) as bigint) as orders
    from gold.daily_sales
    group by country
  )
select
  views.country,
  views.views,
  views.visitors,
  coalesce(sales.orders, 0) as orders,
  cast(floor(1000 * coalesce(sales.orders, 0) / views.visitors) as bigint) as orders_per_1000_visitors
from views
left join sales on sales.country = views.country
