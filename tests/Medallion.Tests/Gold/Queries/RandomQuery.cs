namespace Lakehouse.Medallion.Tests.Gold.Queries;

/// <summary>
/// Writes random queries over silver.x, silver.y and silver.days. Each gives the columns event_date, id and v, and is
/// deterministic: where it chooses rows it orders by all columns.
/// </summary>
internal sealed class RandomQuery(Random random)
{
    private const string All = "event_date, id, v";

    private static readonly string[] Tables =
    [
        "silver.x", "silver.y", "silver.x", "silver.y", "silver.wide_x", "(from silver.days as d(event_date, id, v))",
        "(select event_date, id, v from silver.x where id > 0)", "(from (values (date '2024-01-01', 1, 1)) w(event_date, id, v))",
        "(select unnest([v, v + 1]) as v, id, event_date from silver.y)",
    ];

    private int _names;

    public string Next(int depth) => depth == 0 ? $"select {All} from {Base()}" : random.Next(20) switch
    {
        0 or 1 or 2 or 3 or 4 => Join(depth),
        5 or 18 => Group(depth),
        6 => Windowed(depth),
        7 or 8 => SetOperation(depth),
        9 => WithTable(depth),
        10 => Subquery(depth),
        11 => Renamed(depth),
        12 or 19 => Chosen(depth),
        13 => Stars(depth),
        14 => Lateral(depth),
        15 => Comma(depth),
        _ => $"select {All} from {Inner(depth)} t where {Pick("id > 0", "v < 5", "event_date is not null", "event_date > date '2024-01-01'")}",
    };

    private string Inner(int depth) => random.Next(3) == 0 ? Base() : $"({Next(depth - 1)})";

    private string Named(string name, int depth) => $"{Inner(depth)} {name}";

    private string Base() => Tables[random.Next(Tables.Length)];

    private string Join(int depth)
    {
        var (a, b) = (Fresh(), Fresh());
        var kind = Pick("join", "left join", "right join", "full join", "semi join", "anti join", "asof join", "asof left join");
        var one = kind is "semi join" or "anti join";
        var condition = kind.StartsWith("asof", StringComparison.Ordinal)
            ? Pick("on {a}.event_date = {b}.event_date and {a}.v >= {b}.v", "on {a}.id = {b}.id and {a}.v >= {b}.v",
                "on {a}.v >= {b}.v", "using (event_date, v)")
            : Pick("on {a}.event_date = {b}.event_date", "on {a}.event_date = {b}.event_date and {a}.id = {b}.id",
                "on {a}.id = {b}.id", "on {a}.event_date is not distinct from {b}.event_date", "using (event_date)",
                "using (id, event_date)", "using (id)", "on {a}.event_date = {b}.event_date or {a}.id = {b}.id");
        condition = Bind(condition, a, b);
        var merged = condition.Contains("using", StringComparison.Ordinal) && condition.Contains("event_date", StringComparison.Ordinal);
        var date = one ? "event_date" : merged && random.Next(2) == 0 ? "event_date" : $"{Pick(a, b)}.event_date";
        var from = $"from {Named(a, depth)} {kind} {Named(b, depth)} {condition}";
        if (kind.StartsWith("asof", StringComparison.Ordinal))
        {
            return $"select {a}.event_date as event_date, {a}.id as id, {b}.v as v {from}";
        }
        var filter = random.Next(6) == 0 && !one ? $" where {a}.event_date = {b}.event_date" : "";
        return one ? $"select {All} {from}" : $"select {date} as event_date, {a}.id as id, {b}.v as v {from}{filter}";
    }

    private string Comma(int depth)
    {
        var (a, b, c) = (Fresh(), Fresh(), Fresh());
        var first = Bind(Pick("{a}.event_date = {b}.event_date", "{a}.id = {b}.id", "{a}.id = {b}.id and {b}.event_date = {a}.event_date"), a, b);
        if (random.Next(2) == 0)
        {
            return $"select {Pick(a, b)}.event_date as event_date, {a}.id as id, {b}.v as v from {Named(a, depth)}, {Named(b, depth)} where {first}";
        }
        var second = Bind(Pick("{a}.event_date = {b}.event_date", "{a}.v = {b}.v"), Pick(a, b), c);
        var third = Pick(", {0} where {1} and {2}", " left join {0} on {2} where {1}", " asof join {0} on " + $"{a}.id = {c}.id and {a}.v >= {c}.v where " + "{1}");
        return $"select {Pick(a, b)}.event_date as event_date, {a}.id as id, {b}.v as v from {Named(a, 1)} cross join {Named(b, depth)}"
            + string.Format(null, third, Named(c, 1), first, second);
    }

    private string Group(int depth) => Pick(
        "select event_date, id, sum(v)::bigint as v from {0} t group by all",
        "select event_date, count(*)::int as id, sum(v)::bigint as v from {0} t group by event_date",
        "select event_date, 1 as id, count(distinct id) as v from {0} t group by 1 having count(*) > 1",
        "select max(event_date) as event_date, id, sum(v)::bigint as v from {0} t group by id",
        "select event_date, id, sum(v)::bigint as v from {0} t group by rollup (event_date, id)",
        "select event_date, id, sum(v)::bigint as v from {0} t group by grouping sets ((event_date, id))",
        "select t.event_date as event_date, max(id) as id, min(v) as v from {0} t group by event_date, id % 2",
        "select (select max(event_date) from silver.x) as event_date, 1 as id, count(*) as v from {0} t")
        .Replace("{0}", Inner(depth), StringComparison.Ordinal);

    private string Windowed(int depth) => $"select {All} from (select " + Pick(
        "event_date, id, row_number() over (partition by event_date order by id, v) as v from {0} t",
        "event_date, id, sum(v) over (partition by id, event_date order by v)::bigint as v from {0} t",
        "event_date, id, row_number() over (order by event_date, id, v) as v from {0} t",
        "event_date, id, max(v) over (partition by id) as v from {0} t",
        "event_date, id, sum(sum(v)) over (partition by event_date)::bigint as v from {0} t group by event_date, id",
        "first(event_date) over (partition by id order by event_date, v) as event_date, id, v from {0} t")
        .Replace("{0}", Inner(depth), StringComparison.Ordinal) + ") w";

    private string SetOperation(int depth)
    {
        var operation = Pick("union all", "union", "except", "intersect", "except all", "union all by name", "union by name");
        var right = operation.EndsWith("name", StringComparison.Ordinal)
            ? Pick("select v, event_date, id", "select id, v, event_date", "select event_date, id")
            : Pick($"select {All}", $"select {All}", "select coalesce(event_date, date '2024-01-02'), id, v", "select date '2024-01-03', id, v");
        return $"select {All} from (select {All} from ({Next(depth - 1)}) l {operation} {right} from ({Next(depth - 1)}) r) u";
    }

    private string WithTable(int depth)
    {
        var (name, a) = (Fresh(), Fresh());
        return $"with {name}(event_date, id, v) as ({Next(depth - 1)}) " + Pick(
            $"select {All} from {name}",
            $"select {name}.event_date as event_date, {a}.id as id, {a}.v as v from {name} join {name} {a} using (event_date)",
            $"select {name}.event_date as event_date, {a}.id as id, {a}.v as v from {name} join {name} {a} on {a}.id = {name}.id",
            $"select {All} from {name} where v = (select max(v) from {name})",
            $"select {All} from (with {name} as (select event_date, id, v + 1 as v from {name}) select {All} from {name})");
    }

    private string Subquery(int depth) => $"select {All} from ({Next(depth - 1)}) t where " + Pick(
        $"id in (select id from ({Next(depth - 1)}) s)",
        $"exists (select 1 from ({Next(depth - 1)}) s where s.event_date = t.event_date)",
        $"v >= (select min(s.v) from ({Next(depth - 1)}) s where s.id = t.id)",
        $"not exists (select 1 from silver.y s where s.id = t.id)");

    private string Renamed(int depth) => $"select {All} from (select "
        + Pick("event_date, v as id, id as v", "event_date + 1 as event_date, id, v", "date '2024-01-02' as event_date, id, v",
            "event_date, id, v, event_date as other", "event_date as event_date, id, v", "event_date::timestamp::date as event_date, id, v")
        + $" from ({Next(depth - 1)}) t) r";

    private string Chosen(int depth) => $"select {All} from (select " + Pick(
        $"{All} from ({Next(depth - 1)}) t order by all limit 2",
        $"{All} from ({Next(depth - 1)}) t order by id, v, event_date offset 1",
        $"distinct {All} from ({Next(depth - 1)}) t",
        $"distinct on (event_date) {All} from ({Next(depth - 1)}) t order by event_date, id, v",
        $"distinct on (id) {All} from ({Next(depth - 1)}) t order by event_date, id, v",
        $"{All} from ({Next(depth - 1)}) t qualify row_number() over (partition by event_date order by id, v) = 1",
        $"{All} from ({Next(depth - 1)}) t qualify row_number() over (partition by id order by event_date, v) = 1") + ") c";

    private string Stars(int depth)
    {
        var (a, b) = (Fresh(), Fresh());
        var (left, right) = ($"({Next(depth - 1)}) {a}", $"({Next(depth - 1)}) {b}");
        return $"select {All} from (" + Pick(
            $"select * from {left} join {right} using (event_date)",
            $"select * exclude (event_date), {b}.event_date as event_date from {left} join {right} using (id)",
            $"select {a}.*, {b}.* from {left}, {right} where {a}.id = {b}.id",
            $"select {b}.*, {a}.event_date from {left} left join {right} on {a}.event_date = {b}.event_date",
            $"select * from {left} natural join {right}",
            $"select * from {left} natural full join {right}",
            $"select * replace (event_date as event_date, id + 1 as id) from {left}",
            $"select * rename (id as v, v as id) from {left}",
            $"select columns(*) from {left}") + ") s";
    }

    private string Lateral(int depth)
    {
        var (a, b) = (Fresh(), Fresh());
        return $"select {Pick(a, b)}.event_date as event_date, {a}.id as id, {b}.v as v from ({Next(depth - 1)}) {a}, lateral ("
            + Pick(
                $"select s.event_date, count(*) as v from ({Next(depth - 1)}) s where s.id = {a}.id group by s.event_date) {b} where {a}.event_date = {b}.event_date",
                $"select s.event_date, max(s.v) as v from ({Next(depth - 1)}) s where s.event_date = {a}.event_date group by s.event_date) {b}",
                $"select {a}.event_date as event_date, {a}.v + 1 as v) {b}",
                $"select event_date, v from ({Next(depth - 1)}) s where s.id > {a}.id) {b} where {b}.event_date = {a}.event_date");
    }

    private string Fresh() => $"t{_names++}";

    private static string Bind(string text, string a, string b) =>
        text.Replace("{a}", a, StringComparison.Ordinal).Replace("{b}", b, StringComparison.Ordinal);

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
