using System.Text.Json.Nodes;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Compatibility;

/// <summary>One end of a range of numbers.</summary>
/// <param name="Number">The limit.</param>
/// <param name="IsOutside">Whether the limit itself is outside.</param>
internal readonly record struct JsonLimit(ExactNumber Number, bool IsOutside)
{
    /// <summary>The tightest limit of several schemas; null when none has one.</summary>
    /// <param name="parts">The schemas.</param>
    /// <param name="keyword"><c>minimum</c> or <c>maximum</c>.</param>
    /// <param name="exclusiveKeyword">Its exclusive form: a number, or up to draft 4 a truth value beside the other.</param>
    /// <param name="sign">1 for a lower end, -1 for an upper one.</param>
    public static JsonLimit? Of(IEnumerable<JsonNode> parts, string keyword, string exclusiveKeyword, int sign)
    {
        JsonLimit? tightest = null;
        foreach (var part in parts.OfType<JsonObject>())
        {
            var isFlag = part[exclusiveKeyword] is JsonValue flag && flag.TryGetValue<bool>(out var truth) && truth;
            foreach (var (number, isOutside) in new[] { (part[keyword], isFlag), (part[exclusiveKeyword], true) })
            {
                if (JsonConjunction.Number(number) is { } limit && new JsonLimit(limit, isOutside) is var end
                    && (tightest is null || end.IsWithin(tightest.Value, sign)))
                {
                    tightest = end;
                }
            }
        }
        return tightest;
    }

    /// <summary>Whether all that this end allows is allowed by another.</summary>
    public bool IsWithin(JsonLimit other, int sign) => Number.CompareTo(other.Number) * sign is var order
        && (order > 0 || (order == 0 && (IsOutside || !other.IsOutside)));

    /// <inheritdoc/>
    public override string ToString() => IsOutside ? $"{Number}, not itself" : Number.ToString();
}
