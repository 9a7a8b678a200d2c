using System.Text.Json;

namespace Lakehouse.Medallion.Projects;

/// <summary>Keeps a contract's rule to one condition over its own record.</summary>
internal static class RuleGuard
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>Why the rule is refused, told from the parse tree of <c>select (rule)</c>; null when it may be used.</summary>
    public static string? Refusal(string tree)
    {
        try
        {
            using var json = JsonDocument.Parse(tree, Deep);
            var root = json.RootElement;
            if (root.GetProperty("error").GetBoolean())
            {
                return $"the rule is no SQL: {root.GetProperty("error_message").GetString()}";
            }
            var statements = root.GetProperty("statements");
            var node = statements[0].GetProperty("node");
            if (statements.GetArrayLength() != 1 || node.GetProperty("type").GetString() != "SELECT_NODE"
                || node.GetProperty("select_list").GetArrayLength() != 1
                || node.GetProperty("from_table").GetProperty("type").GetString() != "EMPTY")
            {
                return "the rule is more than one condition";
            }
            return Contains(node.GetProperty("select_list")[0], "SUBQUERY") ? "the rule reads other rows or tables"
                : Contains(node.GetProperty("select_list")[0], "WINDOW") ? "the rule reads other rows"
                : null;
        }
        catch (JsonException)
        {
            return "the rule is nested too deeply";
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
