using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Compatibility;

/// <content>Keywords of arrays and objects.</content>
internal sealed partial class JsonSchemaReading
{
    private IEnumerable<Incompatibility> Arrays(JsonConjunction writer, JsonObject schema, string path)
    {
        if (!writer.Types.HasFlag(JsonTypes.Array))
        {
            yield break;
        }
        var arrays = writer.Values?.OfType<JsonArray>().ToList();
        foreach (var problem in Lengths(writer, schema, path, "minItems", "maxItems", arrays?.Select(a => a.Count)))
        {
            yield return problem;
        }
        if (IsTrue(schema["uniqueItems"]) && !writer.Of("uniqueItems").Any(IsTrue) && !writer.Numbers("maxItems").Any(n => n.Unscaled <= 1))
        {
            yield return new Incompatibility(CompatibilityCodes.UniqueAdded, $"{path}/uniqueItems", "the reader demands distinct elements, the writer does not");
        }
        var (first, rest, restKey) = Items(schema);
        var parts = writer.Parts.OfType<JsonObject>().Select(Items).ToList();
        var firsts = Math.Max(first.Count, parts.Select(p => p.First.Count).DefaultIfEmpty().Max());
        for (var i = 0; i < firsts; i++)
        {
            var index = i;
            var element = Open(parts.Select(p => index < p.First.Count ? p.First[index] : p.Further));
            var (target, key) = i < first.Count ? (first[i], first == rest ? "items" : "prefixItems/" + i) : (rest, restKey);
            foreach (var problem in Compare(element, target, $"{path}/{key}"))
            {
                yield return problem;
            }
        }
        foreach (var problem in Compare(Open(parts.Select(p => p.Further)), rest, $"{path}/{restKey}"))
        {
            yield return problem;
        }
    }

    // The first elements one by one and all further ones, in the words of any draft.
    private static (JsonArray First, JsonNode? Further, string FurtherKey) Items(JsonObject schema) =>
        schema["prefixItems"] is JsonArray prefix ? (prefix, schema["items"], "items")
        : schema["items"] is JsonArray items ? (items, schema["additionalItems"], "additionalItems")
        : ([], schema["items"], "items");

    private IEnumerable<Incompatibility> Objects(JsonConjunction writer, JsonObject schema, string path)
    {
        if (!writer.Types.HasFlag(JsonTypes.Object))
        {
            yield break;
        }
        var always = writer.Of("required").OfType<JsonArray>().SelectMany(list => list).Select(name => name?.ToString()).ToHashSet();
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(n => n?.ToString() ?? "").Where(n => !always.Contains(n)))
        {
            yield return new Incompatibility(CompatibilityCodes.RequiredAdded, $"{path}/required", $"'{name}' is required by the reader and not by the writer");
        }
        foreach (var problem in Lengths(writer, schema, path, "minProperties", "maxProperties", null)
            .Where(p => !(p.Path.EndsWith("/minProperties", StringComparison.Ordinal) && JsonConjunction.Number(schema["minProperties"])!.Value.Unscaled <= always.Count)))
        {
            yield return problem;
        }
        foreach (var problem in Members(writer, schema, path))
        {
            yield return problem;
        }
    }

    private IEnumerable<Incompatibility> Members(JsonConjunction writer, JsonObject schema, string path)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        var patterns = schema["patternProperties"] as JsonObject ?? [];
        foreach (var (name, target) in properties)
        {
            foreach (var problem in Member(writer, name, target, $"{path}/properties/{Escape(name)}"))
            {
                yield return problem;
            }
        }
        var names = writer.Of("properties").OfType<JsonObject>().SelectMany(o => o).Select(p => p.Key).Distinct().ToList();
        foreach (var (pattern, target) in patterns)
        {
            var place = $"{path}/patternProperties/{Escape(pattern)}";
            foreach (var problem in names.Where(n => Matches(pattern, n)).SelectMany(n => Member(writer, n, target, place)))
            {
                yield return problem;
            }
            // Names that nobody lists: the writer says the same of the pattern, or nothing else may come.
            var said = writer.Parts.OfType<JsonObject>().Select(p => p["patternProperties"]?[pattern]).Where(n => n is not null).ToList();
            foreach (var problem in Compare(said.Count > 0 ? Open(said) : Others(writer), target, place)
                .Concat(OtherPatterns(writer, name => name != pattern).SelectMany(m => Compare(Open(m), target, place))))
            {
                yield return problem;
            }
        }
        if (schema["additionalProperties"] is not { } rest)
        {
            yield break;
        }
        var beyond = $"{path}/additionalProperties";
        foreach (var name in names.Where(n => !properties.ContainsKey(n) && !patterns.Any(p => Matches(p.Key, n))))
        {
            foreach (var problem in Member(writer, name, rest, beyond))
            {
                yield return problem;
            }
        }
        foreach (var problem in OtherPatterns(writer, name => !patterns.ContainsKey(name)).SelectMany(m => Compare(Open(m), rest, beyond)).Concat(Compare(Others(writer), rest, beyond)))
        {
            yield return problem;
        }
    }

    // What the writer says of one member: its property, patterns that match, or else what holds for further members.
    private List<Incompatibility> Member(JsonConjunction writer, string name, JsonNode? target, string path)
    {
        var said = new List<JsonNode?>();
        foreach (var part in writer.Parts.OfType<JsonObject>())
        {
            var own = new List<JsonNode?>();
            if (part["properties"] is JsonObject properties && properties.TryGetPropertyValue(name, out var property))
            {
                own.Add(property);
            }
            own.AddRange((part["patternProperties"] as JsonObject ?? []).Where(p => Matches(p.Key, name)).Select(p => p.Value));
            said.AddRange(own.Count > 0 ? own : [part["additionalProperties"]]);
        }
        var known = Open(said);
        var problems = Compare(known, target, path);
        return problems.Count > 0 && known.IsOpen && said.TrueForAll(s => s is null)
            ? [new(CompatibilityCodes.MemberRefused, path, $"the writer allows anything in '{name}', for it does not declare it and allows further members; the reader does not")]
            : problems;
    }

    private static IEnumerable<JsonNode?> OtherPatterns(JsonConjunction writer, Func<string, bool> isOther) =>
        writer.Of("patternProperties").OfType<JsonObject>().SelectMany(o => o).Where(p => isOther(p.Key)).Select(p => p.Value);

    // What the writer says of members that nobody names.
    private JsonConjunction Others(JsonConjunction writer) => Open(writer.Of("additionalProperties"));

    private static bool IsTrue(JsonNode? node) => node is JsonValue flag && flag.TryGetValue<bool>(out var truth) && truth;
}
