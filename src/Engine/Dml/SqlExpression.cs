using System.Text.Json;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Dml;

/// <summary>An expression as DuckDB's parser understands it.</summary>
internal sealed class SqlExpression
{
    private static readonly string[] OneRowOnly = ["SUBQUERY", "WINDOW", "STAR", "PARAMETER", "POSITIONAL_REFERENCE", "DEFAULT"];

    private SqlExpression(string text, JsonElement root)
    {
        Text = text;
        Root = root;
        Nodes = [.. Walk(root)];
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Its parse tree.</summary>
    public JsonElement Root { get; }

    /// <summary>All nodes of the parse tree.</summary>
    public IReadOnlyList<JsonElement> Nodes { get; }

    /// <summary>The columns in it, as the names between the dots.</summary>
    public IEnumerable<IReadOnlyList<string>> Columns => Nodes.Where(node => Class(node) == "COLUMN_REF").Select(Names);

    /// <summary>The functions and operators in it.</summary>
    public IEnumerable<string> Functions => Nodes
        .Where(node => Class(node) == "FUNCTION")
        .Select(node => node.GetProperty("function_name").GetString()!);

    /// <summary>Parses an expression over the columns of one row.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.QueryInvalid"/>: it is no such expression.</exception>
    public static async Task<SqlExpression> ParseAsync(DuckDbEngine engine, string text, CancellationToken cancellationToken)
    {
        var json = await engine
            .QueryAsync($"select json_serialize_sql({Sql.Text($"select {text}")})", row => row.GetString(0), cancellationToken)
            .ConfigureAwait(false);
        using var document = JsonDocument.Parse(json[0], new JsonDocumentOptions { MaxDepth = 512 });
        var root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            throw Invalid(text, root.GetProperty("error_message").GetString()!);
        }
        var statements = root.GetProperty("statements").EnumerateArray().ToList();
        var node = statements.Count == 1 ? statements[0].GetProperty("node") : throw Invalid(text, "it is more than one expression");
        if (node.GetProperty("type").GetString() != "SELECT_NODE"
            || node.GetProperty("from_table").GetProperty("type").GetString() != "EMPTY"
            || node.GetProperty("select_list").GetArrayLength() != 1)
        {
            throw Invalid(text, "it is more than one expression");
        }
        var expression = new SqlExpression(text, node.GetProperty("select_list")[0].Clone());
        await RequirePureAsync(engine, expression, cancellationToken).ConfigureAwait(false);
        return expression;
    }

    public static string Class(JsonElement node) =>
        node.TryGetProperty("class", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";

    public static IReadOnlyList<string> Names(JsonElement column) =>
        [.. column.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!)];

    // An expression is evaluated more than once, so it has to give the same each time.
    private static async Task RequirePureAsync(
        DuckDbEngine engine, SqlExpression expression, CancellationToken cancellationToken)
    {
        if (expression.Nodes.Select(Class).FirstOrDefault(OneRowOnly.Contains) is { } kind)
        {
            throw Invalid(expression.Text, $"a {kind} is not allowed, for it is evaluated row by row");
        }
        var functions = string.Join(", ", expression.Functions.Distinct().Select(Sql.Text));
        if (functions.Length == 0)
        {
            return;
        }
        var impure = await engine
            .QueryAsync(
                "select function_name from duckdb_functions() where stability <> 'CONSISTENT' "
                + $"and lower(function_name) in (select lower(n) from (select unnest([{functions}]) as n)) order by all limit 1",
                row => row.GetString(0), cancellationToken)
            .ConfigureAwait(false);
        if (impure.Count > 0)
        {
            throw Invalid(
                expression.Text, $"{impure[0]}() does not give the same value each time; put its value in its place");
        }
    }

    private static IEnumerable<JsonElement> Walk(JsonElement root)
    {
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var element))
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    open.Push(item);
                }
            }
            if (element.ValueKind == JsonValueKind.Object)
            {
                yield return element;
                foreach (var member in element.EnumerateObject())
                {
                    open.Push(member.Value);
                }
            }
        }
    }

    private static EngineException Invalid(string text, string why) => new(
        ErrorCodes.QueryInvalid, $"the expression '{text}' cannot be used: {why}. Correct it.");
}
