using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Compatibility;

/// <content>Keywords of single values: types, lists of values, numbers, texts.</content>
internal sealed partial class JsonSchemaReading
{
    private static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(200);

    private static readonly (string Keyword, string Exclusive, int Sign, string Words)[] Ends =
    [
        ("minimum", "exclusiveMinimum", 1, "at least"), ("maximum", "exclusiveMaximum", -1, "at most"),
    ];

    private static IEnumerable<Incompatibility> Types(JsonConjunction writer, JsonObject schema, string path)
    {
        var missing = writer.Types & ~JsonConjunction.TypesOf(schema);
        if (missing != JsonTypes.None)
        {
            yield return new Incompatibility(CompatibilityCodes.TypeNarrowed, Place(path),
                $"the writer allows {JsonTypesOf.Describe(missing)}, the reader only {JsonTypesOf.Describe(JsonConjunction.TypesOf(schema))}");
        }
    }

    private static IEnumerable<Incompatibility> Values(JsonConjunction writer, JsonObject schema, string path)
    {
        IReadOnlyList<JsonNode?>? allowed = schema.TryGetPropertyValue("const", out var single) ? [single]
            : schema["enum"] is JsonArray list ? [.. list] : null;
        if (allowed is null)
        {
            yield break;
        }
        var values = writer.Values ?? (writer.Types & ~(JsonTypes.Null | JsonTypes.Boolean)) switch
        {
            JsonTypes.None => [.. Few(writer.Types)],
            _ => null,
        };
        var place = $"{path}/{(schema.ContainsKey("const") ? "const" : "enum")}";
        if (values is null)
        {
            yield return new Incompatibility(CompatibilityCodes.EnumNarrowed, place, "the reader lists its values, the writer does not");
            yield break;
        }
        var missing = values.Where(v => (writer.Types & JsonTypesOf.Value(v)) != 0 && !allowed.Any(a => AreEqual(a, v)))
            .Select(v => v?.ToJsonString() ?? "null").ToList();
        if (missing.Count > 0)
        {
            yield return new Incompatibility(CompatibilityCodes.EnumNarrowed, place, $"the reader lacks {string.Join(", ", missing.Take(10))}");
        }
    }

    private static IEnumerable<JsonNode?> Few(JsonTypes types)
    {
        if (types.HasFlag(JsonTypes.Null))
        {
            yield return null;
        }
        if (types.HasFlag(JsonTypes.Boolean))
        {
            yield return JsonValue.Create(true);
            yield return JsonValue.Create(false);
        }
    }

    private static bool AreEqual(JsonNode? a, JsonNode? b) => JsonConjunction.Number(a) is { } left && JsonConjunction.Number(b) is { } right
        ? left == right
        : JsonNode.DeepEquals(a, b);

    private static IEnumerable<Incompatibility> Numbers(JsonConjunction writer, JsonObject schema, string path)
    {
        if ((writer.Types & JsonTypes.Number) == 0)
        {
            yield break;
        }
        var values = writer.Values?.Select(JsonConjunction.Number).OfType<ExactNumber>().ToList();
        foreach (var (keyword, exclusive, sign, words) in Ends)
        {
            if (JsonLimit.Of([schema], keyword, exclusive, sign) is { } demanded
                && !(values?.TrueForAll(v => new JsonLimit(v, false).IsWithin(demanded, sign))
                    ?? (JsonLimit.Of(writer.Parts, keyword, exclusive, sign)?.IsWithin(demanded, sign) == true)))
            {
                yield return new Incompatibility(CompatibilityCodes.RangeNarrowed, $"{path}/{keyword}",
                    $"the reader demands {words} {demanded}, the writer does not");
            }
        }
        if (JsonConjunction.Number(schema["multipleOf"]) is { } step && !(values?.TrueForAll(v => v.IsMultipleOf(step))
            ?? (writer.Numbers("multipleOf").Any(s => s.IsMultipleOf(step))
                || (!writer.Types.HasFlag(JsonTypes.Fraction) && ExactNumber.TryParse("1", out var one) && one.IsMultipleOf(step)))))
        {
            yield return new Incompatibility(CompatibilityCodes.StepChanged, $"{path}/multipleOf", $"the reader demands multiples of {step}");
        }
    }

    private static IEnumerable<Incompatibility> Texts(JsonConjunction writer, JsonObject schema, string path)
    {
        if (!writer.Types.HasFlag(JsonTypes.Text))
        {
            yield break;
        }
        var values = writer.Values?.OfType<JsonValue>().Where(v => v.TryGetValue<string>(out _)).Select(v => v.GetValue<string>()).ToList();
        foreach (var problem in Lengths(writer, schema, path, "minLength", "maxLength", values?.Select(v => v.EnumerateRunes().Count())))
        {
            yield return problem;
        }
        if (JsonSchemaDocument.Text(schema, "pattern") is { } pattern
            && !(values?.TrueForAll(v => Matches(pattern, v)) ?? writer.Of("pattern").Any(p => p?.ToString() == pattern)))
        {
            yield return new Incompatibility(CompatibilityCodes.PatternChanged, $"{path}/pattern", $"the reader demands the pattern {pattern}, the writer does not");
        }
        foreach (var keyword in new[] { "format", "contentEncoding", "contentMediaType" })
        {
            if (JsonSchemaDocument.Text(schema, keyword) is { } format && !writer.Of(keyword).Any(f => f?.ToString() == format))
            {
                yield return new Incompatibility(CompatibilityCodes.FormatChanged, $"{path}/{keyword}", $"the reader demands {keyword} '{format}', the writer does not");
            }
        }
    }

    private static IEnumerable<Incompatibility> Lengths(
        JsonConjunction writer, JsonObject schema, string path, string leastKey, string greatestKey, IEnumerable<int>? counts)
    {
        var known = counts?.Select(c => new ExactNumber(c, 0)).ToList();
        if (JsonConjunction.Number(schema[leastKey]) is { } least && least.Unscaled.Sign > 0
            && !(known?.TrueForAll(c => c.CompareTo(least) >= 0) ?? writer.Numbers(leastKey).Any(l => l.CompareTo(least) >= 0)))
        {
            yield return new Incompatibility(CompatibilityCodes.LengthNarrowed, $"{path}/{leastKey}", $"the reader demands '{leastKey}' {least}, the writer does not");
        }
        if (JsonConjunction.Number(schema[greatestKey]) is { } greatest
            && !(known?.TrueForAll(c => c.CompareTo(greatest) <= 0) ?? writer.Numbers(greatestKey).Any(g => g.CompareTo(greatest) <= 0)))
        {
            yield return new Incompatibility(CompatibilityCodes.LengthNarrowed, $"{path}/{greatestKey}", $"the reader demands '{greatestKey}' {greatest}, the writer does not");
        }
    }

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, RegexTime);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
