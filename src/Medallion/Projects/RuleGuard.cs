using System.Text.Json;

namespace Lakehouse.Medallion.Projects;

/// <summary>Keeps a contract's rule to one condition over its own record.</summary>
internal static class RuleGuard
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>Why the rule is refused, told from the parse tree of <c>select (rule)</c>; null when it may be used.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="what">What it is called.</param>
    public static string? Refusal(string tree, string what = "the rule")
    {
        try
        {
            using var json = JsonDocument.Parse(tree, Deep);
            var root = json.RootElement;
            if (root.GetProperty("error").GetBoolean())
            {
                return $"{what} is no SQL: {root.GetProperty("error_message").GetString()}";
            }
            var statements = root.GetProperty("statements");
            var node = statements[0].GetProperty("node");
            if (statements.GetArrayLength() != 1 || node.GetProperty("type").GetString() != "SELECT_NODE"
                || node.GetProperty("select_list").GetArrayLength() != 1
                || node.GetProperty("from_table").GetProperty("type").GetString() != "EMPTY")
            {
                return $"{what} is more than one expression";
            }
            return Contains(node.GetProperty("select_list")[0], "SUBQUERY") ? $"{what} reads other rows or tables"
                : Contains(node.GetProperty("select_list")[0], "WINDOW") ? $"{what} reads other rows"
                : null;
        }
        catch (JsonException)
        {
            return $"{what} is nested too deeply";
        }
    }

    private static bool Contains(JsonElement element, string expressionClass) => element.ValueKind switch
    {
        JsonValueKind.Object => (element.TryGetProperty("class", out var name) && name.ValueEquals(expressionClass))
            || element.EnumerateObject().Any(member => Contains(member.Value, expressionClass)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Contains(item, expressionClass)),
        _ => false,
    };
}
