using System.Text.Json;

namespace Lakehouse.Medallion.Gold.Queries.Tree;

internal sealed partial class TreeReader
{
    private static readonly string[] TableFunctions = ["unnest", "generate_series", "range"];

    private FromTable ReadTable(JsonElement node, Scope scope, int above)
    {
        var location = node.Location(above);
        var alias = node.Text("alias");
        var columns = node.Texts("column_name_alias");
        FromTable table = node.Text("type") switch
        {
            "BASE_TABLE" => ReadBaseTable(node, scope, location),
            "SUBQUERY" =>
                new SubqueryTable(location, alias, columns, ReadStatement(node, "subquery", scope, location)),
            "JOIN" => ReadJoin(node, scope, location),
            "TABLE_FUNCTION" => ReadFunctionTable(node, scope, location),
            "EXPRESSION_LIST" => new ValuesTable(location, alias, columns) { Rows = ReadRows(node, scope, location) },
            "PIVOT" => ReadPivot(node, scope, location),
            "EMPTY" => new NoTable(),
            "SHOW_REF" => RefuseTable(location, "SHOW, DESCRIBE or SUMMARIZE"),
            var type => RefuseTable(location, type),
        };
        return node.Child("sample") is null ? table : table with { IsSample = true };
    }

    private FromTable ReadBaseTable(JsonElement node, Scope scope, int location)
    {
        var (catalog, schema, name) = (node.Text("catalog_name"), node.Text("schema_name"), node.Text("table_name"));
        var (alias, columns) = (node.Text("alias"), node.Texts("column_name_alias"));
        if (node.Child("at_clause") is not null)
        {
            Refuse(QueryErrorCodes.UnsupportedConstruct, location,
                $"AT pins {name} to a version. Leave it out: a run pins every input itself.");
        }
        if (catalog.Length == 0 && schema.Length == 0 && scope.Find(name) is { } table)
        {
            return new CommonTableRef(location, alias, columns, table);
        }
        if (catalog.Length > 0 || SchemaOf(schema) is not { } known)
        {
            RefuseTableName(catalog, schema, name, location);
            return new NoTable();
        }
        var result = new BaseTable(location, alias, columns, known, name);
        if (!_tables.ContainsKey(result.FullName))
        {
            var place = text.Problem("", location, "");
            _tables.Add(result.FullName, new(known, name, place.Line, place.Column));
        }
        return result;
    }

    private static string? SchemaOf(string schema) =>
        new[] { TableReference.Silver, TableReference.Gold }.FirstOrDefault(known =>
            TableReference.NameComparer.Equals(known, schema));

    private void RefuseTableName(string catalog, string schema, string name, int location)
    {
        var full = string.Join('.', new[] { catalog, schema, name }.Where(part => part.Length > 0));
        var next = full.AsSpan().ContainsAny('/', '\\', '*') || name.Contains('.', StringComparison.Ordinal)
            ? "Files come in through a source: land it, and read silver.<dataset>."
            : $"A product reads silver.<dataset> and gold.<product> only: write silver.{name} or gold.{name}, "
                + "or define the name in WITH.";
        Refuse(QueryErrorCodes.ForbiddenTable, location, $"'{full}' is not a table that a product may read. {next}");
    }

    private JoinTable ReadJoin(JsonElement node, Scope scope, int location)
    {
        var kind = node.Text("join_type") switch
        {
            "INNER" => JoinKind.Inner,
            "LEFT" => JoinKind.Left,
            "RIGHT" => JoinKind.Right,
            "OUTER" or "FULL" => JoinKind.Full,
            "SEMI" => JoinKind.Semi,
            "ANTI" => JoinKind.Anti,
            var type => UnsupportedJoin(location, type),
        };
        var reference = node.Text("ref_type");
        if (reference is not ("REGULAR" or "CROSS" or "ASOF" or "NATURAL" or "POSITIONAL"))
        {
            UnsupportedJoin(location, reference);
        }
        return new(location, kind, ReadChildTable(node, "left", scope, location), ReadChildTable(node, "right", scope, location))
        {
            Condition = ReadOptional(node, "condition", scope, location),
            Using = node.Texts("using_columns"),
            IsAsOf = reference == "ASOF",
            IsNatural = reference == "NATURAL",
            IsPositional = reference == "POSITIONAL",
        };
    }

    private FromTable ReadFunctionTable(JsonElement node, Scope scope, int location)
    {
        if (ReadOptional(node, "function", scope, location) is not FunctionCall call)
        {
            return RefuseTable(location, "this table function");
        }
        if (!TableFunctions.Contains(call.Name, TableReference.NameComparer))
        {
            Refuse(QueryErrorCodes.ForbiddenTableFunction, location,
                $"The table function {call.Name} reads what no table holds, or is not on the list of those that are the same "
                + $"on every engine. Use {string.Join(", ", TableFunctions)}, or land the data with a source.");
        }
        return new FunctionTable(location, node.Text("alias"), node.Texts("column_name_alias"), call)
        {
            WithOrdinality = node.Text("with_ordinality") == "WITH_ORDINALITY",
        };
    }

    private PivotTable ReadPivot(JsonElement node, Scope scope, int location)
    {
        var expressions = ReadExpressions(node, "aggregates", scope, location).ToList();
        foreach (var pivot in node.Items("pivots"))
        {
            expressions.AddRange(ReadExpressions(pivot, "pivot_expressions", scope, location));
            foreach (var entry in pivot.Items("entries"))
            {
                expressions.AddRange(ReadOptional(entry, "expr", scope, location) is { } one ? [one] : []);
            }
            if (pivot.Text("pivot_enum").Length > 0 || pivot.Child("subquery") is not null)
            {
                Refuse(QueryErrorCodes.UnsupportedConstruct, location,
                    "PIVOT over values that only the data knows gives other columns with other data. List them: ON x IN (...).");
            }
        }
        var source = ReadChildTable(node, "source", scope, location);
        return new(location, node.Text("alias"), node.Texts("column_name_alias"), source) { Expressions = expressions };
    }

    private List<IReadOnlyList<Expression>> ReadRows(JsonElement node, Scope scope, int location) =>
        [.. node.Items("values").Select(row =>
            (IReadOnlyList<Expression>)[.. row.EnumerateArray().Select(value => ReadExpression(value, scope, location))])];

    private FromTable ReadChildTable(JsonElement node, string name, Scope scope, int location) =>
        node.Child(name) is { } child ? ReadTable(child, scope, location) : RefuseTable(location, name);

    private NoTable RefuseTable(int location, string construct)
    {
        Unsupported(location, construct);
        return new();
    }

    private JoinKind UnsupportedJoin(int location, string type)
    {
        Unsupported(location, $"{type} JOIN");
        return JoinKind.Inner;
    }
}
