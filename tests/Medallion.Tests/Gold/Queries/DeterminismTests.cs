using Lakehouse.Medallion.Gold.Queries;
using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

public sealed class DeterminismTests(DuckDbSession session) : IClassFixture<DuckDbSession>
{
    [Theory]
    [InlineData("now()")]
    [InlineData("NOW()")]
    [InlineData("current_date")]
    [InlineData("current_timestamp")]
    [InlineData("localtime")]
    [InlineData("get_current_timestamp()")]
    [InlineData("today()")]
    [InlineData("ago(interval 1 day)")]
    [InlineData("age(t.seen)")]
    [InlineData("random()")]
    [InlineData("uuid()")]
    [InlineData("main.gen_random_uuid()")]
    [InlineData("setseed(0.5)")]
    [InlineData("nextval('s')")]
    [InlineData("current_user")]
    [InlineData("current_setting('threads')")]
    [InlineData("getenv('HOME')")]
    [InlineData("version()")]
    [InlineData("pg_backend_pid()")]
    [InlineData("has_table_privilege('a', 'select')")]
    [InlineData("rowid")]
    [InlineData("t.rowid")]
    [InlineData("hash(id)")]
    [InlineData("md5_number(name)")]
    [InlineData("stats(id)")]
    [InlineData("approx_count_distinct(id)")]
    [InlineData("approx_quantile(id, 0.5)")]
    [InlineData("reservoir_quantile(id, 0.5)")]
    [InlineData("list_distinct(tags)")]
    [InlineData("json_group_array(id)")]
    [InlineData("entropy(id)")]
    [InlineData("coalesce(case when id > 1 then list_transform([1], lambda x: x + random())[1] end, 2)")]
    public void A_function_of_more_than_the_tables_is_refused(string expression) =>
        Assert.Equal(QueryErrorCodes.NonDeterministicFunction, Refused($"select {expression} from silver.t t"));

    [Theory]
    [InlineData("first(id)")]
    [InlineData("last(id)")]
    [InlineData("any_value(id)")]
    [InlineData("arbitrary(id)")]
    [InlineData("mode(name)")]
    [InlineData("list(id)")]
    [InlineData("array_agg(distinct id)")]
    [InlineData("string_agg(name, ',')")]
    [InlineData("group_concat(name)")]
    [InlineData("first(id order by 1)")]
    [InlineData("arg_max(name, id)")]
    [InlineData("min_by(name, id)")]
    [InlineData("stddev(id)")]
    [InlineData("corr(id, v)")]
    [InlineData("product(v)")]
    [InlineData("row_number() over ()")]
    [InlineData("row_number() over (partition by name)")]
    [InlineData("row_number() over (order by 1)")]
    [InlineData("lag(id) over (partition by name)")]
    [InlineData("first_value(id) over (partition by name)")]
    [InlineData("ntile(4) over ()")]
    [InlineData("list(id) over (partition by name)")]
    [InlineData("sum(id) over (rows between 1 preceding and current row)")]
    [InlineData("sum(id) over (rows unbounded preceding)")]
    [InlineData("array(select id from silver.t)")]
    public void An_order_that_is_not_stated_is_refused(string expression) =>
        Assert.Equal(QueryErrorCodes.UnstatedOrder, Refused($"select {expression} from silver.t t"));

    [Theory]
    [InlineData("select id from silver.t limit 3", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select id from silver.t offset 3", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select id from silver.t limit 10%", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select * from (select id from silver.t limit 3) order by id", QueryErrorCodes.UnstatedOrder)]
    [InlineData("(select id from silver.t) union all (select id from silver.t) limit 2", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select id from silver.t where id in (select id from silver.u limit 1)", QueryErrorCodes.UnstatedOrder)]
    [InlineData("with c as (select id from silver.t limit 1) select * from c", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select distinct on (name) id from silver.t", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select * from silver.t positional join silver.u", QueryErrorCodes.UnstatedOrder)]
    [InlineData("with recursive r(a, b) using key (a) as (select 1, 2 union select a, b + 1 from r where b < 4) select * from r", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select id from silver.t using sample 10", QueryErrorCodes.Sampling)]
    [InlineData("select id from silver.t tablesample 10%", QueryErrorCodes.Sampling)]
    [InlineData("select id from silver.t tablesample reservoir(10 rows) repeatable (3)", QueryErrorCodes.Sampling)]
    [InlineData("select id from silver.t where v > random()", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select id from silver.t order by random()", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select id from silver.t group by id, now()", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select id from silver.t qualify row_number() over (partition by id order by random()) = 1", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select * from silver.t join silver.u on t.id = u.id + random()", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select * from (values (now()))", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select * from range(random()::int)", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select * replace (random() as id) from silver.t", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select columns(lambda c: c = current_user) from silver.t", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select sum(id) filter (v > random()) from silver.t", QueryErrorCodes.NonDeterministicFunction)]
    [InlineData("select * from (pivot silver.t on name in ('a') using first(id))", QueryErrorCodes.UnstatedOrder)]
    [InlineData("select 1 order by all limit (select 1 from silver.t where random() > 1)", QueryErrorCodes.NonDeterministicFunction)]
    public void Every_part_of_a_query_is_guarded(string sql, string code) => Assert.Equal(code, Refused(sql));

    [Theory]
    [InlineData("select count(*), count(distinct name), sum(v), avg(v), min(v), max(v, 3), bool_or(v > 1), median(v) from silver.t")]
    [InlineData("select quantile_disc(v, 0.9), quantile_cont(v, 0.5), histogram(name), count_if(v > 1), mad(v), bit_xor(id) from silver.t")]
    [InlineData("select first(id order by v), list(id order by v, id), string_agg(name, ',' order by name), mode(name order by name) from silver.t")]
    [InlineData("select arg_max(name, v order by id), stddev(v order by id) from silver.t")]
    [InlineData("select list_sort(list(id)), len(array_agg(distinct id)), list_sort(list_distinct(tags)) from silver.t group by tags")]
    [InlineData("select row_number() over (order by id), lag(id) over (partition by name order by v), rank() over (order by v) from silver.t")]
    [InlineData("select sum(v) over (partition by name), count(*) over (), sum(v) over (order by id rows 2 preceding) from silver.t")]
    [InlineData("select list(id) over (partition by name order by id), first_value(id order by v) over (partition by name) from silver.t")]
    [InlineData("select id from silver.t order by id limit 3 offset 2")]
    [InlineData("select id from silver.t order by 1 limit 3")]
    [InlineData("select distinct on (name) id, name from silver.t order by name, id")]
    [InlineData("select distinct name from silver.t")]
    [InlineData("select t.\"user\", t.current_date, name as version from silver.t t")]
    [InlineData("select age(seen, timestamp '2024-01-01'), date_trunc('month', seen), strftime(seen, '%Y'), md5(name), sha256(name) from silver.t")]
    [InlineData("select pg_typeof(id), id::varchar, name like 'a%', regexp_extract(name, 'a(.)', 1), interval 3 day from silver.t")]
    [InlineData("select array(select id from silver.u order by id) from silver.t")]
    [InlineData("select * from silver.t asof join silver.u on t.id = u.id and t.seen >= u.seen")]
    public void What_the_tables_decide_is_accepted(string sql) => Assert.Empty(session.TryParse(sql).Problems);

    [Theory]
    [InlineData("select now() from silver.t", "now reads the clock. Take the time from a column, such as landed_at or max(occurred_at).")]
    [InlineData("select user from silver.t", "user depends on the session or the machine. Write the value in the SQL, or join it from a table. If a column is meant, write its table before it: t.user.")]
    [InlineData("select list(id) from silver.t", "list depends on the order of rows. State the order: list(x ORDER BY key), or sort the list: list_sort(list(x)).")]
    [InlineData("select row_number() over () from silver.t", "row_number depends on the order of rows in its window. State the order: row_number(...) OVER (... ORDER BY key).")]
    public void A_refusal_says_how_to_write_it(string sql, string message) =>
        Assert.Equal(message, Assert.Single(session.TryParse(sql).Problems).Message);

    [Fact]
    public void A_window_that_is_named_once_is_told_once()
    {
        const string sql = "select lag(id) over w as a, lag(id) over w as b from silver.t window w as (partition by random())";
        Assert.Single(session.TryParse(sql).Problems, problem => problem.Code == QueryErrorCodes.NonDeterministicFunction);
    }

    [Fact]
    public void Every_volatile_function_of_DuckDB_is_on_the_list()
    {
        const string volatileFunctions =
            "select distinct function_name from duckdb_functions() where stability in ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') "
            + "and function_type = 'scalar' and regexp_matches(function_name, '^[a-z]') and function_name not in ('error') order by all";
        var names = session.Rows(volatileFunctions);
        Assert.True(names.Count > 20);
        Assert.All(names, name => Assert.True(session.TryParse($"select {name}()").Problems.Count > 0, name));
    }

    private string Refused(string sql) =>
        Assert.Single(session.TryParse(sql).Problems.Select(problem => problem.Code).Distinct());
}
