using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>
/// Binds DuckDB's parse tree of a query to types, and writes each node as Spark computes the same. Closed: what is not on
/// the list is a problem, never passed on.
/// </summary>
internal sealed partial class QueryBinder(SqlText text, Func<string, PortableInput?> inputs)
{
    private const string PlainSelect = "Write it with plain SELECT constructs.";

    private readonly List<QueryProblem> _problems = [];
    private int _aggregates;
    private int _windows;
    private int _tables;
    private string? _canFail;

    /// <summary>Writes a serialized query.</summary>
    public static SparkQueryResult Bind(SqlText text, JsonElement node, Func<string, PortableInput?> inputs)
    {
        var binder = new QueryBinder(text, inputs);
        try
        {
            var query = binder.BindQuery(node, new Dictionary<string, BoundQuery>(TableReference.NameComparer), null, 0, null);
            if (binder._problems.Count == 0)
            {
                var sql = Stored(query);
                return new(sql, new([.. query.Columns.Select(c => new Delta.Schemas.StructField(c.Name, c.Type.ToDelta()))]), []);
            }
        }
        catch (NotPortableException exception)
        {
            binder.Tell(exception);
        }
        return new(null, null, [.. binder._problems.OrderBy(problem => (problem.Line, problem.Column)).Distinct()]);
    }

    /// <summary>Writes a condition over the columns of one table, which stand for themselves.</summary>
    /// <param name="text">The text of a select of the condition.</param>
    /// <param name="node">The serialized select.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>The condition; null when it is refused, or can fail on a row, which Spark cannot tell of.</returns>
    public static (string? Sql, IReadOnlyList<QueryProblem> Problems) BindCondition(
        SqlText text, JsonElement node, IReadOnlyList<OutputColumn> columns)
    {
        var binder = new QueryBinder(text, _ => null);
        var scope = new NameScope(null);
        scope.Add("", "", columns);
        try
        {
            var condition = node.Items("select_list").First();
            var term = binder.Condition(condition, new ExpressionContext(scope, [], []), 0);
            return binder._canFail is { } part
                ? throw new NotPortableException(condition.Location(0), part, "it can fail on a record, and Spark cannot go on then",
                    "Compare columns with literals, without arithmetic and casts.")
                : (term.Sql, []);
        }
        catch (NotPortableException exception)
        {
            binder.Tell(exception);
            return (null, binder._problems);
        }
    }

    // What tables keep as another type than a query computes is cast last.
    private static string Stored(BoundQuery query)
    {
        if (query.Columns.GroupBy(c => c.Name, TableReference.NameComparer).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new NotPortableException(0, $"The column name {twice.Key}", "the query gives it to two columns", "Write AS.");
        }
        if (query.Columns.All(column => column.Type == column.Type.Stored))
        {
            return query.Sql;
        }
        var columns = query.Columns.Select(column => column.Type == column.Type.Stored
            ? SparkText.Identifier(column.Name)
            : Aliased(SparkText.Cast(SparkText.Identifier(column.Name), column.Type.Stored), column.Name));
        return $"SELECT {string.Join(", ", columns)} FROM ({query.Sql}) AS `_stored`";
    }

    private BoundQuery BindQuery(
        JsonElement node, Dictionary<string, BoundQuery> named, NameScope? outer, int above, IReadOnlyList<string>? names)
    {
        var location = node.Location(above);
        var with = BindNamed(node, ref named, outer, location);
        var query = node.Text("type") switch
        {
            "SELECT_NODE" => BindSelect(node, named, outer, location, names),
            "SET_OPERATION_NODE" => BindSet(node, named, outer, location, names),
            "RECURSIVE_CTE_NODE" => throw new NotPortableException(location, "WITH RECURSIVE",
                "Spark stops after 100 levels", "Keep the levels in a table that each run extends."),
            var type => throw new NotPortableException(location, type, "it is not on the list", PlainSelect),
        };
        return with.Length == 0 ? query : query with { Sql = with + query.Sql };
    }

    private string BindNamed(
        JsonElement node, ref Dictionary<string, BoundQuery> named, NameScope? outer, int location)
    {
        var entries = new List<string>();
        foreach (var entry in node.Child("cte_map")?.Items("map") ?? [])
        {
            var (name, value) = (entry.Text("key"), entry.Child("value")!.Value);
            var body = value.Child("query")!.Value.Child("node")!.Value;
            var query = BindQuery(body, named, outer, location, value.Texts("aliases"));
            named = new Dictionary<string, BoundQuery>(named, TableReference.NameComparer) { [name] = query };
            entries.Add($"{SparkText.Identifier(name)} AS ({query.Sql})");
        }
        return entries.Count == 0 ? "" : $"WITH {string.Join(", ", entries)} ";
    }

    private BoundQuery BindSet(
        JsonElement node, Dictionary<string, BoundQuery> named, NameScope? outer, int location, IReadOnlyList<string>? names)
    {
        var left = BindQuery(node.Child("left")!.Value, named, outer, location, names);
        var right = BindQuery(node.Child("right")!.Value, named, outer, location, null);
        var operation = node.Text("setop_type");
        if (operation is not ("UNION" or "EXCEPT" or "INTERSECT") || left.Columns.Count != right.Columns.Count)
        {
            throw new NotPortableException(location, operation.Replace('_', ' '), "Spark does not have it",
                "Name the columns of both sides in the same order.");
        }
        var columns = left.Columns.Zip(right.Columns, (l, r) => new OutputColumn(l.Name, TypeRules.Common(l.Type, r.Type)
            ?? throw new NotPortableException(location, $"{operation} of {l.Type} and {r.Type}",
                "the engines choose other types", $"Cast the column {l.Name} on both sides."))).ToList();
        var all = node.Flag("setop_all") ? " ALL" : "";
        var sql = $"{Side(left, columns)} {operation}{all} {Side(right, columns)}";
        return new BoundQuery(BindModifiers(node, sql, columns, null, location), columns);
    }

    private static string Side(BoundQuery side, IReadOnlyList<OutputColumn> columns)
    {
        if (side.Columns.Select(column => column.Type).SequenceEqual(columns.Select(column => column.Type)))
        {
            return $"({side.Sql})";
        }
        var places = side.Columns.Select((_, i) => SparkText.Identifier($"_{i}")).ToList();
        var cast = columns.Select((column, i) => Aliased(SparkText.Cast(places[i], column.Type), column.Name));
        return $"(SELECT {string.Join(", ", cast)} FROM ({side.Sql}) AS `_side`({string.Join(", ", places)}))";
    }

    // ORDER BY of a set operation names its columns only; that of a select also what it reads.
    private static string BindModifiers(
        JsonElement node, string sql, IReadOnlyList<OutputColumn> columns, Func<JsonElement, Term>? bind, int location)
    {
        foreach (var modifier in node.Items("modifiers"))
        {
            switch (modifier.Text("type"))
            {
                case "ORDER_MODIFIER":
                    sql += $" ORDER BY {string.Join(", ", modifier.Items("orders").Select(o => BindOrder(o, key => Key(key, columns, bind, location))))}";
                    break;
                case "LIMIT_MODIFIER":
                    sql += Count(modifier, "limit", " LIMIT ", location) + Count(modifier, "offset", " OFFSET ", location);
                    break;
                case "DISTINCT_MODIFIER" when !modifier.Items("distinct_on_targets").Any():
                    break;
                case "DISTINCT_MODIFIER":
                    throw new NotPortableException(location, "DISTINCT ON", "Spark does not have it",
                        "Choose the row with row_number() OVER (PARTITION BY ... ORDER BY ...) = 1.");
                case var type:
                    throw new NotPortableException(location, type.Replace('_', ' '), "it is not on the list", "Write LIMIT with a number.");
            }
        }
        return sql;
    }

    private static string Count(JsonElement modifier, string name, string keyword, int location)
    {
        if (modifier.Child(name) is not { } node)
        {
            return "";
        }
        return node.Child("value") is { } value && value.TryGetProperty("value", out var number) && number.TryGetInt32(out var count)
            ? keyword + count
            : throw new NotPortableException(node.Location(location), name.ToUpperInvariant(), "it is no number", "Write the number.");
    }

    private static string Key(
        JsonElement node, IReadOnlyList<OutputColumn> columns, Func<JsonElement, Term>? bind, int location)
    {
        var position = -1;
        if (node.Text("class") == "CONSTANT" && node.Child("value") is { } value
            && value.TryGetProperty("value", out var number) && number.TryGetInt32(out var place))
        {
            position = place - 1;
        }
        else if (node.Text("class") == "COLUMN_REF" && node.Texts("column_names") is [var name])
        {
            position = columns.ToList().FindIndex(column => TableReference.NameComparer.Equals(column.Name, name));
        }
        if (position >= 0 && position < columns.Count)
        {
            return CheckOrder(columns[position].Type, node.Location(location), $"{position + 1}");
        }
        if (bind is null)
        {
            throw new NotPortableException(node.Location(location), "This ORDER BY", "it does not name a column of the result",
                "Order by columns of the result.");
        }
        var term = bind(node);
        return CheckOrder(term.Type, node.Location(location), term.Sql);
    }

    /// <summary>A key of an order with the place of its nulls, which differs between the engines when it is left out.</summary>
    private static string BindOrder(JsonElement order, Func<JsonElement, string> key)
    {
        var direction = order.Text("type") == "DESCENDING" ? "DESC" : "ASC";
        var nulls = order.Text("null_order") is "NULLS FIRST" or "ORDER_NULLS_FIRST" ? "FIRST" : "LAST";
        return $"{key(order.Child("expression")!.Value)} {direction} NULLS {nulls}";
    }

    private static string CheckOrder(SqlType type, int location, string sql) => type.IsNested || type.Kind == SqlKind.Interval
        ? throw new NotPortableException(location, $"The order of {type}", "the engines order it differently", "Order by its members.")
        : sql;

    private static string Aliased(string sql, string name) => $"{sql} AS {SparkText.Identifier(name)}";

    private void Tell(NotPortableException exception)
    {
        if (exception != NotPortableException.Told)
        {
            _problems.Add(text.Problem(Quality.ErrorCodes.NotPortable, exception.Location, exception.Message));
        }
    }

    /// <summary>Binds a part of which others do not depend on: its problem is told, and the work goes on.</summary>
    private Term Guard(Func<Term> bind)
    {
        try
        {
            return bind();
        }
        catch (NotPortableException exception)
        {
            Tell(exception);
            return new Term("NULL", SqlType.Unknown);
        }
    }
}
