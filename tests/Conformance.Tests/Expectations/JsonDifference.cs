using System.Text.Json;

namespace Lakehouse.Conformance.Tests.Expectations;

/// <summary>
/// The first difference of two JSON values. Numbers are equal when they differ by no more than a billionth of the greater
/// (sums of floating point numbers depend on their order); 1 and 1.0 are equal.
/// </summary>
internal static class JsonDifference
{
    private const double Tolerance = 1e-9;

    public static string? Of(JsonElement expected, JsonElement actual, string path = "$")
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return $"{path}: {Short(expected)} was expected, {Short(actual)} is";
        }
        return expected.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(expected, actual, path),
            JsonValueKind.Array when expected.GetArrayLength() != actual.GetArrayLength() =>
                $"{path}: {expected.GetArrayLength()} items were expected, {actual.GetArrayLength()} are: {Short(expected)} / {Short(actual)}",
            JsonValueKind.Array => expected.EnumerateArray()
                .Zip(actual.EnumerateArray(), (e, a) => (e, a))
                .Select((pair, i) => Of(pair.e, pair.a, $"{path}[{i}]"))
                .FirstOrDefault(difference => difference is not null),
            JsonValueKind.Number => AreEqual(expected.GetDouble(), actual.GetDouble())
                ? null
                : $"{path}: {Short(expected)} was expected, {Short(actual)} is",
            JsonValueKind.String => expected.GetString() == actual.GetString()
                ? null
                : $"{path}: {Short(expected)} was expected, {Short(actual)} is",
            _ => null,
        };
    }

    private static string? OfObjects(JsonElement expected, JsonElement actual, string path)
    {
        var (theirs, ours) = (Names(expected), Names(actual));
        if (!theirs.SetEquals(ours))
        {
            return $"{path}: the members {string.Join(", ", theirs)} were expected, {string.Join(", ", ours)} are";
        }
        return expected.EnumerateObject()
            .Select(member => Of(member.Value, actual.GetProperty(member.Name), $"{path}.{member.Name}"))
            .FirstOrDefault(difference => difference is not null);
    }

    private static HashSet<string> Names(JsonElement value) => [.. value.EnumerateObject().Select(member => member.Name)];

    private static bool AreEqual(double a, double b) => Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b));

    private static string Short(JsonElement value) =>
        value.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : value.GetRawText();
}
