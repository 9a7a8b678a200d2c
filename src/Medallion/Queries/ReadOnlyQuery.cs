using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Queries;

/// <summary>
/// Holds a query of the user against what it may do, by DuckDB's own parse tree: one SELECT, over tables of the lakehouse
/// only. Closed: what is not known is refused.
/// </summary>
internal static class ReadOnlyQuery
{
    private static readonly HashSet<string> Nodes =
        ["SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"];

    private static readonly HashSet<string> Sources =
        ["BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "PIVOT", "EMPTY", "SHOW_REF", "CTE"];

    private static readonly string[] FromParts = ["from_table", "left", "right", "source"];

    private static readonly HashSet<string> TableFunctions =
        new(["unnest", "generate_series", "range"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> RefusedFunctions =
        new(["getenv", "write_log", "nextval"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The tables that the query reads.</summary>
    /// <param name="serialized">What <c>json_serialize_sql</c> gives for it.</param>
    /// <param name="catalog">The tables that there are, for suggestions.</param>
    /// <param name="views">Names that stand for something else already.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.Query"/>: the query is not allowed or wrong.</exception>
    public static IReadOnlyCollection<TableName> Tables(
        string serialized, TableCatalog catalog, IEnumerable<string> views)
    {
        using var document = Parse(serialized);
        var root = document.RootElement;
        EnsureOneSelect(root);
        var elements = Walk(root).ToList();
        var commonTables = CommonTables(elements);
        var tables = new HashSet<TableName>();
        foreach (var element in elements)
        {
            Check(element);
            if (element.Text("type") == "BASE_TABLE" && !views.Contains(element.Text("table_name"))
                && Table(element, commonTables, catalog) is { } table)
            {
                tables.Add(table);
            }
        }
        return tables;
    }

    /// <summary>Holds the query of a check against what it may do: one SELECT over its table alone.</summary>
    /// <param name="serialized">What <c>json_serialize_sql</c> gives for it.</param>
    /// <param name="table">The name that stands for the table.</param>
    /// <param name="inputs">Other tables that it may read.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.Query"/>: it does more.</exception>
    public static void EnsureReadsOnly(string serialized, string table, IReadOnlyList<string> inputs)
    {
        using var document = Parse(serialized);
        EnsureOneSelect(document.RootElement);
        var elements = Walk(document.RootElement).ToList();
        var commonTables = CommonTables(elements);
        foreach (var element in elements)
        {
            Check(element);
            var name = element.Text("table_name");
            var schema = element.Text("schema_name");
            var isKnown = schema.Length > 0
                ? inputs.Contains($"{schema}.{name}")
                : name == table || commonTables.Contains(name);
            if (element.Text("type") == "BASE_TABLE" && !isKnown)
            {
                throw Refused(
                    $"a check reads its own table and those in 'arguments: {{ inputs: [...] }}', and this one reads '{name}'"
                    + ". Write {table}, or name the input");
            }
        }
    }

    private static HashSet<string> CommonTables(IEnumerable<JsonElement> elements) =>
        elements.SelectMany(element => element.Child("cte_map")?.Items("map") ?? [])
            .Select(entry => entry.Text("key")).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="MedallionException"><see cref="ErrorCodes.Query"/>: it is not exactly one SELECT.</exception>
    public static void EnsureOneSelect(string serialized)
    {
        using var document = Parse(serialized);
        EnsureOneSelect(document.RootElement);
    }

    private static void EnsureOneSelect(JsonElement root)
    {
        if (root.Flag("error"))
        {
            throw Refused(root.Text("error_type") == "not implemented"
                ? "it is no SELECT, or a PIVOT without its values. Write one SELECT; in PIVOT list the values: ON x IN (...)"
                : $"DuckDB cannot parse it: {root.Text("error_message")}. Correct the SQL");
        }
        if (root.Items("statements").Count() != 1)
        {
            throw Refused("it must be exactly one statement. Write one SELECT");
        }
    }

    private static JsonDocument Parse(string serialized)
    {
        try
        {
            return JsonDocument.Parse(serialized, JsonTree.Options);
        }
        catch (JsonException)
        {
            throw Refused("it is nested too deep. Split it with WITH");
        }
    }

    // Without recursion: the nesting of the text decides the depth of the tree.
    private static IEnumerable<JsonElement> Walk(JsonElement root)
    {
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var element))
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                yield return element;
                foreach (var member in element.EnumerateObject())
                {
                    open.Push(member.Value);
                }
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    open.Push(item);
                }
            }
        }
    }

    private static void Check(JsonElement element)
    {
        var type = element.Text("type");
        Require(!type.EndsWith("_NODE", StringComparison.Ordinal) || Nodes.Contains(type), type);
        foreach (var source in FromParts.Select(part => element.Child(part)).OfType<JsonElement>())
        {
            var kind = source.Text("type");
            Require(source.Text("class").Length > 0 || Sources.Contains(kind) || Nodes.Contains(kind), kind);
        }
        switch (type)
        {
            case "TABLE_FUNCTION":
                var function = element.Child("function")?.Text("function_name") ?? "";
                if (function.Equals("delta_scan", StringComparison.OrdinalIgnoreCase))
                {
                    throw Refused("delta_scan takes the path of a table as one text. Write delta_scan('PATH')");
                }
                if (!TableFunctions.Contains(function))
                {
                    throw Refused($"the table function {function} reads what no table of the lakehouse holds. "
                        + $"Allowed are {string.Join(", ", TableFunctions)}");
                }
                break;
            case "SHOW_REF" when element.Child("query") is null:
                throw Refused("SHOW is not answered here. List the tables with 'medallion status'");
        }
        if (RefusedFunctions.Contains(element.Text("function_name")))
        {
            throw Refused($"the function {element.Text("function_name")} reaches outside of the lakehouse. Leave it out");
        }
    }

    private static void Require(bool isKnown, string type)
    {
        if (!isKnown)
        {
            throw Refused($"{type} cannot be used here. Write a plain SELECT");
        }
    }

    // An unqualified name that no WITH defines could be taken for a file.
    private static TableName? Table(JsonElement element, HashSet<string> commonTables, TableCatalog tables)
    {
        var (catalog, schema, name) =
            (element.Text("catalog_name"), element.Text("schema_name").ToLowerInvariant(), element.Text("table_name"));
        var full = string.Join('.', new[] { catalog, schema, name }.Where(part => part.Length > 0));
        if (element.Child("at_clause") is not null)
        {
            throw Refused($"AT is not read here. Pin {full} to a version by its name: {full}@v3");
        }
        var table = TableName.TryParse(schema.Length == 0 ? name : $"{schema}.{name}");
        if (catalog.Length == 0 && schema.Length == 0 && table is { Schema: null, Version: null } && commonTables.Contains(name))
        {
            return null;
        }
        var isKnown = catalog.Length == 0 && table is not null
            && (table.Schema is { } layer
                ? schema.Length > 0 && TableCatalog.IsLayer(layer)
                : tables.Tables.Contains(table with { Version = null }));
        var meant = tables.Tables.Where(known => known.Name == table?.Name).Select(known => known.FullName).ToList();
        return isKnown ? table : throw Refused(
            $"'{full}' is no table of the lakehouse. "
            + (meant.Count > 0 ? $"Do you mean {string.Join(" or ", meant)}?" : "Write bronze.x, silver.x, gold.x, ops.x or quarantine"));
    }

    private static MedallionException Refused(string why) =>
        new(ErrorCodes.Query, $"the query is refused: {why}{(why.EndsWith('?') ? "" : ".")}");
}
