-- The work of by-hand.sql of the bench folder, by hand for Spark 4.1 with delta-spark, as one writes it: from_json once, kept in memory.
-- Not strict: a name that stands twice, text behind the record, and numbers where text belongs pass.
-- {landing} is the folder of *.jsonl, {out} the folder of the tables.

-- bronze: one file for each task, so that a task's rows are numbered by line
set spark.sql.files.maxPartitionBytes = 1073741824;
set spark.sql.files.openCostInBytes = 1073741824;
create table delta.`{out}/bronze/events` using delta as
  select value as payload, _metadata.file_name as landing_file, cast(monotonically_increasing_id() & 8589934591 as int) + 1 as line
  from text.`{landing}`;
reset spark.sql.files.maxPartitionBytes;
reset spark.sql.files.openCostInBytes;

-- verdict: one scan, kept
cache table verdict as
  with parsed as (select landing_file, line, payload, from_json(payload, 'event_id string, event_name string, schema_version variant, occurred_at string, sent_at string, anonymous_id string, user_id string, session_id string, source string, country string, page struct<url: string, referrer: string>, properties struct<order_id: string, amount: variant, currency: string, quantity: variant, sku: string>, device struct<os: string, app_version: string>, consent struct<analytics: variant, marketing: variant>, _corrupt string', map('columnNameOfCorruptRecord', '_corrupt')) as j from delta.`{out}/bronze/events`),
  flat as (select landing_file, line, payload, j is null or j._corrupt is not null as malformed, j.event_id, j.event_name, j.occurred_at as occurred_at_t, j.sent_at as sent_at_t,
      j.anonymous_id, j.user_id, j.session_id, j.source, j.country, j.page.url as page_url, j.page.referrer as page_referrer,
      j.properties.order_id, j.properties.currency, j.properties.sku, j.device.os as device_os, j.device.app_version,
      nullif(schema_of_variant(j.schema_version), 'VOID') as schema_version_k, nullif(schema_of_variant(j.properties.amount), 'VOID') as amount_k, nullif(schema_of_variant(j.properties.quantity), 'VOID') as quantity_k,
      nullif(schema_of_variant(j.consent.analytics), 'VOID') as consent_analytics_k, nullif(schema_of_variant(j.consent.marketing), 'VOID') as consent_marketing_k, j from parsed),
  typed as (select * except (j),
      case when schema_version_k = 'BIGINT' then try_variant_get(j.schema_version, '$', 'int') end as schema_version,
      case when amount_k = 'BIGINT' or amount_k like 'DECIMAL%' then try_variant_get(j.properties.amount, '$', 'decimal(18,2)') end as amount,
      case when quantity_k = 'BIGINT' then try_variant_get(j.properties.quantity, '$', 'int') end as quantity,
      case when consent_analytics_k = 'BOOLEAN' then try_variant_get(j.consent.analytics, '$', 'boolean') end as consent_analytics,
      case when consent_marketing_k = 'BOOLEAN' then try_variant_get(j.consent.marketing, '$', 'boolean') end as consent_marketing,
      case when substr(occurred_at_t, 5, 1) = '-' and (right(occurred_at_t, 1) = 'Z' or substr(occurred_at_t, -6, 1) in ('+', '-')) then try_cast(occurred_at_t as timestamp) end as occurred_at,
      case when substr(sent_at_t, 5, 1) = '-' and (right(sent_at_t, 1) = 'Z' or substr(sent_at_t, -6, 1) in ('+', '-')) then try_cast(sent_at_t as timestamp) end as sent_at from flat),
  judged as (select *, not malformed and coalesce(event_id is not null and event_name in ('page_view', 'product_viewed', 'add_to_cart', 'checkout_started', 'order_completed', 'search', 'sign_up', 'app_opened')
      and schema_version is not null and occurred_at is not null and sent_at is not null
      and anonymous_id is not null and session_id is not null and source in ('web', 'ios', 'android')
      and (event_name <> 'order_completed' or (order_id is not null and amount_k is not null and currency is not null and quantity_k is not null))
      and (amount_k is null or amount >= 0) and (quantity_k is null or quantity >= 1)
      and (consent_analytics_k is null or consent_analytics is not null) and (consent_marketing_k is null or consent_marketing is not null), false) as ok from typed)
  select event_id, event_name, schema_version, occurred_at, sent_at, anonymous_id, user_id, session_id, source, country, page_url, page_referrer,
      order_id, amount, currency, quantity, sku, device_os, app_version, consent_analytics, consent_marketing, landing_file, line,
      cast(occurred_at as date) as event_date, ok,
      case when ok then null when malformed then array('malformed_json') else filter(array(
        case when event_id is null then 'missing_required event_id' end, case when event_name is null then 'missing_required event_name' end,
        case when schema_version_k is null then 'missing_required schema_version' end, case when occurred_at_t is null then 'missing_required occurred_at' end,
        case when sent_at_t is null then 'missing_required sent_at' end, case when anonymous_id is null then 'missing_required anonymous_id' end,
        case when session_id is null then 'missing_required session_id' end, case when source is null then 'missing_required source' end,
        case when event_name = 'order_completed' and order_id is null then 'missing_required properties.order_id' end,
        case when event_name = 'order_completed' and amount_k is null then 'missing_required properties.amount' end,
        case when event_name = 'order_completed' and currency is null then 'missing_required properties.currency' end,
        case when event_name = 'order_completed' and quantity_k is null then 'missing_required properties.quantity' end,
        case when schema_version_k is not null and schema_version is null then 'wrong_type schema_version' end,
        case when amount_k is not null and amount is null then 'wrong_type properties.amount' end,
        case when quantity_k is not null and quantity is null then 'wrong_type properties.quantity' end,
        case when consent_analytics_k is not null and consent_analytics is null then 'wrong_type consent.analytics' end,
        case when consent_marketing_k is not null and consent_marketing is null then 'wrong_type consent.marketing' end,
        case when event_name not in ('page_view', 'product_viewed', 'add_to_cart', 'checkout_started', 'order_completed', 'search', 'sign_up', 'app_opened') then 'unknown_event_name event_name' end,
        case when source not in ('web', 'ios', 'android') then 'unknown_source source' end,
        case when amount < 0 then 'negative_amount properties.amount' end, case when quantity < 1 then 'quantity_below_1 properties.quantity' end,
        case when occurred_at_t is not null and occurred_at is null then 'unparsable_timestamp occurred_at' end,
        case when sent_at_t is not null and sent_at is null then 'unparsable_timestamp sent_at' end), e -> e is not null) end as errors,
      case when not ok then payload end as payload
  from judged;

-- write
create table delta.`{out}/quarantine/events` using delta as select landing_file, line, payload, errors from verdict where not ok;
create table delta.`{out}/silver/events` using delta partitioned by (event_date) as
  select * except (ok, errors, payload, nth)
  from (select *, row_number() over (partition by event_id order by landing_file, line) as nth from verdict where ok) where nth = 1;
uncache table verdict;

-- gold
create table delta.`{out}/gold/daily_revenue` using delta partitioned by (event_date) as
  select event_date, country, currency, count(*) as orders, cast(sum(amount) as decimal(18,2)) as revenue, count(distinct coalesce(user_id, anonymous_id)) as buyers
  from delta.`{out}/silver/events` where event_name = 'order_completed' group by all;
create table delta.`{out}/gold/daily_funnel` using delta partitioned by (event_date) as
  select event_date, source, count(*) as sessions, count_if(p) as product_viewed, count_if(a) as add_to_cart, count_if(o) as order_completed
  from (select event_date, source, session_id, bool_or(event_name = 'product_viewed') as p, bool_or(event_name = 'add_to_cart') as a,
      bool_or(event_name = 'order_completed') as o from delta.`{out}/silver/events` group by all)
  group by event_date, source
