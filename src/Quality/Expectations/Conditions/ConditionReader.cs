using System.Text.Json;

namespace Lakehouse.Quality.Expectations.Conditions;

/// <summary>Reads the <c>row_condition</c> of an expectation in any of the forms that suites write.</summary>
internal static class ConditionReader
{
    /// <summary>The condition, or null and what is wrong with it.</summary>
    /// <param name="value">
    /// A text; <c>{"type": "pass_through", "pass_through_filter": text}</c>; or an object of the types <c>comparison</c>,
    /// <c>nullity</c>, <c>and</c>, <c>or</c>.
    /// </param>
    /// <param name="parser">Who reads texts: <c>pandas</c>, <c>great_expectations</c> or <c>spark</c>.</param>
    /// <param name="problem">What is wrong.</param>
    public static RowCondition? Read(JsonElement value, string parser, out string? problem)
    {
        problem = null;
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => ConditionParser.Parse(value.GetString()!, parser, out problem),
                JsonValueKind.Object => OfObject(value, parser, out problem),
                _ => throw new FormatException("it is neither a text nor an object"),
            };
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            problem ??= e is FormatException ? e.Message : "a member of it is missing, or of another kind than it must be";
            return null;
        }
    }

    private static RowCondition? OfObject(JsonElement value, string parser, out string? problem)
    {
        problem = null;
        var type = value.TryGetProperty("type", out var given) ? given.GetString() : null;
        switch (type)
        {
            case "pass_through":
                return ConditionParser.Parse(value.GetProperty("pass_through_filter").GetString()!, parser, out problem);
            case "and" or "or":
                var parts = new List<RowCondition>();
                foreach (var part in value.GetProperty("conditions").EnumerateArray())
                {
                    if (Read(part, parser, out problem) is not { } condition)
                    {
                        return null;
                    }
                    parts.Add(condition);
                }
                return parts.Count > 0
                    ? new RowCondition.Several(type == "and", parts)
                    : throw new FormatException("it joins no conditions");
            case "nullity":
                return new RowCondition.Nullity(Name(value), value.GetProperty("is_null").GetBoolean());
            case "comparison":
                return Comparison(value);
            default:
                throw new FormatException($"its type '{type}' is none of pass_through, comparison, nullity, and, or");
        }
    }

    private static RowCondition Comparison(JsonElement value)
    {
        var (column, parameter) = (Name(value), value.GetProperty("parameter"));
        return value.GetProperty("operator").GetString()!.ToUpperInvariant() switch
        {
            "IN" => Membership(column, parameter, isIn: true),
            "NOT_IN" or "NOT IN" => Membership(column, parameter, isIn: false),
            "==" or "=" => new RowCondition.Comparison(column, "=", new Operand(null, parameter), false),
            "!=" or "<>" => new RowCondition.Comparison(column, "<>", new Operand(null, parameter), false),
            var same when same is "<" or "<=" or ">" or ">=" =>
                new RowCondition.Comparison(column, same, new Operand(null, parameter), false),
            var other => throw new FormatException($"there is no operator '{other}'"),
        };
    }

    private static RowCondition.Membership Membership(string column, JsonElement list, bool isIn) =>
        new(column, [.. list.EnumerateArray().Select(item => new Operand(null, item))], isIn, false);

    private static string Name(JsonElement condition) => condition.GetProperty("column") is { ValueKind: JsonValueKind.Object } column
        ? column.GetProperty("name").GetString()!
        : condition.GetProperty("column").GetString()!;
}
