using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

internal sealed partial class QueryBinder
{
    private string BindFrom(JsonElement node, Dictionary<string, BoundQuery> named, NameScope scope, int location) =>
        node.Child("from_table") is { } table && table.Text("type") != "EMPTY" ? $" FROM {BindTable(table, named, scope, location)}" : "";

    private string BindTable(JsonElement node, Dictionary<string, BoundQuery> named, NameScope scope, int above)
    {
        var location = node.Location(above);
        if (node.Child("sample") is not null)
        {
            throw new NotPortableException(location, "A sample", "it takes other rows each time", "Choose rows by a column.");
        }
        return node.Text("type") switch
        {
            "BASE_TABLE" => BindBase(node, named, scope, location),
            "SUBQUERY" => BindSubquery(node, named, scope, location),
            "JOIN" => BindJoin(node, named, scope, location),
            "EXPRESSION_LIST" => BindValues(node, named, scope, location),
            "TABLE_FUNCTION" => BindTableFunction(node, named, scope, location),
            var type => throw new NotPortableException(location, type.Replace('_', ' '), "it is not on the list", PlainSelect),
        };
    }

    private string BindBase(JsonElement node, Dictionary<string, BoundQuery> named, NameScope scope, int location)
    {
        var (schema, name) = (node.Text("schema_name"), node.Text("table_name"));
        var alias = node.Text("alias") is { Length: > 0 } given ? given : name;
        if (schema.Length == 0 && named.TryGetValue(name, out var query))
        {
            return Named(SparkText.Identifier(name), alias, query.Columns, node.Texts("column_name_alias"), scope);
        }
        if (inputs($"{schema}.{name}") is not { } input)
        {
            throw new NotPortableException(location, $"The table {schema}.{name}", "its columns are not known yet",
                "Build it once on DuckDB, or correct the product that makes it.");
        }
        var columns = input.Schema.Fields.Select(field => new OutputColumn(field.Name, SqlType.Of(field.Type))).ToList();
        return Named(input.Relation, alias, columns, node.Texts("column_name_alias"), scope);
    }

    private string Named(
        string relation, string alias, IReadOnlyList<OutputColumn> columns, IReadOnlyList<string> names, NameScope scope)
    {
        var output = columns.Select((c, i) => i < names.Count ? c with { Name = names[i] } : c).ToList();
        var spark = NextAlias();
        scope.Add(alias, spark, output);
        var list = names.Count == 0 ? "" : $"({string.Join(", ", output.Select(c => SparkText.Identifier(c.Name)))})";
        return $"{relation} AS {spark}{list}";
    }

    // The query's own aliases could be names of columns too, which Spark would take first.
    private string NextAlias() => $"_t{++_tables}";

    private string BindSubquery(JsonElement node, Dictionary<string, BoundQuery> named, NameScope scope, int location)
    {
        var alias = node.Text("alias") is { Length: > 0 } given ? given : $"_q{location}";
        var around = new NameScope(scope);
        var body = node.Child("subquery")!.Value.Child("node")!.Value;
        var query = BindQuery(body, named, around, location, node.Texts("column_name_alias"));
        return Named($"{(around.IsCorrelated ? "LATERAL " : "")}({query.Sql})", alias, query.Columns, [], scope);
    }

    private string BindJoin(JsonElement node, Dictionary<string, BoundQuery> named, NameScope scope, int location)
    {
        var reference = node.Text("ref_type");
        if (reference is not ("REGULAR" or "CROSS"))
        {
            throw new NotPortableException(location, $"{reference} JOIN", "Spark does not have it or chooses other columns",
                reference == "ASOF" ? "Number the candidates with row_number() and keep the first." : "Write JOIN ... ON or USING.");
        }
        var kind = node.Text("join_type") switch
        {
            "INNER" when reference == "CROSS" => "CROSS JOIN",
            "INNER" => "JOIN",
            "LEFT" => "LEFT JOIN",
            "RIGHT" => "RIGHT JOIN",
            "OUTER" or "FULL" => "FULL JOIN",
            "SEMI" => "LEFT SEMI JOIN",
            "ANTI" => "LEFT ANTI JOIN",
            var type => throw new NotPortableException(location, $"{type} JOIN", "it is not on the list", PlainSelect),
        };
        var left = BindTable(node.Child("left")!.Value, named, scope, location);
        var rightNode = node.Child("right")!.Value;
        // Columns of the right side of a semi or anti join are seen in its condition only.
        var isHalf = kind.StartsWith("LEFT SEMI", StringComparison.Ordinal) || kind.StartsWith("LEFT ANTI", StringComparison.Ordinal);
        var rightScope = isHalf ? new NameScope(scope) : scope;
        var right = BindTable(rightNode, named, rightScope, location);
        right = rightNode.Text("type") == "JOIN" ? $"({right})" : right;
        var columns = node.Texts("using_columns");
        if (columns.Count > 0)
        {
            foreach (var column in columns)
            {
                rightScope.Join(column);
            }
            return $"{left} {kind} {right} USING ({string.Join(", ", columns.Select(SparkText.Identifier))})";
        }
        if (node.Child("condition") is not { } condition)
        {
            return $"{left} {kind} {right}";
        }
        var context = new ExpressionContext(rightScope, named, new Dictionary<string, Term>(TableReference.NameComparer));
        return $"{left} {kind} {right} ON {Condition(condition, context, location).Sql}";
    }

    private string BindValues(JsonElement node, Dictionary<string, BoundQuery> named, NameScope scope, int location)
    {
        var context = new ExpressionContext(new NameScope(scope), named, []);
        var rows = node.Items("values").Select(row => row.EnumerateArray().Select(value => Bind(value, context, location)).ToList()).ToList();
        var types = rows[0].Select((_, i) => rows.Select(row => row[i]).Aggregate((l, r) => new Term("", CommonOf([l, r], location, "VALUES"))).Type)
            .Select(type => type.Kind == SqlKind.Null ? SqlType.Integer : type).ToList();
        var alias = node.Text("alias") is { Length: > 0 } given ? given : $"_v{location}";
        var names = node.Texts("column_name_alias");
        var columns = types.Select((type, i) => new OutputColumn(i < names.Count ? names[i] : $"col{i}", type)).ToList();
        var list = rows.Select(row => $"({string.Join(", ", row.Select((term, i) => Coerce(term, types[i], location)))})");
        var spark = NextAlias();
        scope.Add(alias, spark, columns);
        return $"(VALUES {string.Join(", ", list)}) AS {spark}"
            + $"({string.Join(", ", columns.Select(c => SparkText.Identifier(c.Name)))})";
    }

    private string BindTableFunction(JsonElement node, Dictionary<string, BoundQuery> named, NameScope scope, int location)
    {
        var call = node.Child("function")!.Value;
        var name = call.Text("function_name");
        var alias = node.Text("alias") is { Length: > 0 } given ? given : name;
        var column = node.Texts("column_name_alias") is [var first, ..] ? first : name;
        var context = new ExpressionContext(scope, named, []);
        var arguments = call.Items("children").Select(child => Bind(child, context, location)).ToList();
        var spark = NextAlias();
        var names = $"{spark}({SparkText.Identifier(column)})";
        if (name == "unnest" && arguments is [{ Type.Kind: SqlKind.List } list] && node.Text("with_ordinality") != "WITH_ORDINALITY")
        {
            scope.Add(alias, spark, [new OutputColumn(column, list.Type.Element)]);
            return $"LATERAL explode({list.Sql}) AS {names}";
        }
        if (name == "range" && arguments.Count is 1 or 2 && arguments.All(argument => argument.Whole is not null))
        {
            scope.Add(alias, spark, [new OutputColumn(column, SqlType.BigInt)]);
            return $"range({string.Join(", ", arguments.Select(argument => argument.Sql))}) AS {names}";
        }
        throw new NotPortableException(location, $"FROM {name}", "only unnest(list) and range(numbers) are on the list",
            "Keep the series in a table.");
    }
}
