using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Whether every value that one JSON Schema allows is allowed by another, as far as the keywords show it.</summary>
/// <remarks>
/// JSON Schema 2020-12 and before. Each keyword of the reader must follow from keywords of the writer; where that cannot be
/// shown the answer is <see cref="CompatibilityCodes.NotProvable"/>, never "compatible". <c>format</c> counts as an assertion.
/// </remarks>
internal sealed partial class JsonSchemaReading
{
    private const int MostBranches = 400;

    // Keywords that hold only when the writer has the same, with the same definitions behind it.
    private static readonly string[] Opaque =
    [
        "not", "if", "then", "else", "dependentSchemas", "dependentRequired", "dependencies", "contains", "minContains",
        "maxContains", "propertyNames", "unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef",
    ];

    private static readonly string[] Definitions = ["$defs", "definitions"];

    private readonly JsonSchemaDocument _reader;
    private readonly JsonSchemaDocument _writer;
    private readonly bool _sharesDefinitions;
    private readonly Dictionary<JsonNode, int> _ids = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _branches;

    private JsonSchemaReading(JsonNode reader, JsonNode writer)
    {
        (_reader, _writer) = (new JsonSchemaDocument(reader), new JsonSchemaDocument(writer));
        _sharesDefinitions = Array.TrueForAll(Definitions, key =>
            JsonNode.DeepEquals((reader as JsonObject)?[key], (writer as JsonObject)?[key]));
    }

    /// <summary>Everything that keeps <paramref name="reader"/> from allowing what <paramref name="writer"/> allows.</summary>
    public static IReadOnlyList<Incompatibility> Problems(JsonNode reader, JsonNode writer)
    {
        var reading = new JsonSchemaReading(reader, writer);
        return JsonNode.DeepEquals(reader, writer) ? [] : reading.Compare(reading.Open(writer), reader, "");
    }

    private List<Incompatibility> Compare(JsonConjunction writer, JsonNode? reader, string path)
    {
        if (reader is not JsonObject schema)
        {
            return JsonConjunction.IsFalse(reader) && !writer.IsEmpty
                ? [new(CompatibilityCodes.MemberRefused, Place(path), "the reader refuses every value here")]
                : [];
        }
        // Schemas that refer to themselves hold until a keyword says they do not.
        var key = string.Join(',', writer.Parts.Select(IdOf).Order()) + ">" + IdOf(schema);
        if (writer.IsEmpty || !_open.Add(key))
        {
            return [];
        }
        var problems = Keywords(writer, schema, path);
        if (problems.Count > 0 && Alternatives(writer, schema) is { } alternatives && (_branches += alternatives.Count) <= MostBranches)
        {
            problems = [.. alternatives.SelectMany(branch => Compare(branch, schema, path)).Distinct()];
        }
        _open.Remove(key);
        return problems;
    }

    private List<Incompatibility> Keywords(JsonConjunction writer, JsonObject schema, string path)
    {
        if (IsSame(writer, schema))
        {
            return [];
        }
        var problems = new List<Incompatibility>();
        if (JsonSchemaDocument.Text(schema, "$ref") is { } reference)
        {
            problems.AddRange(_reader.Resolve(reference) is { } target
                ? Compare(writer, target, path)
                : [Unproved(path, "$ref", $"'{reference}' leads out of the schema")]);
            if (_reader.IgnoresBesideRef)
            {
                return problems;
            }
        }
        problems.AddRange(Types(writer, schema, path));
        if (problems.Exists(p => p.Code == CompatibilityCodes.TypeNarrowed && p.Path == Place(path)))
        {
            return problems;
        }
        problems.AddRange(Values(writer, schema, path));
        problems.AddRange(Numbers(writer, schema, path));
        problems.AddRange(Texts(writer, schema, path));
        problems.AddRange(Arrays(writer, schema, path));
        problems.AddRange(Objects(writer, schema, path));
        problems.AddRange(Combined(writer, schema, path));
        problems.AddRange(Opaque.Where(schema.ContainsKey)
            .Where(k => !IsHarmless(k, schema[k]) && !writer.Of(k).Any(same => _sharesDefinitions && JsonNode.DeepEquals(same, schema[k])
                && (k is not ("if" or "then" or "else") || IsSame(writer, schema, "if", "then", "else"))))
            .Select(k => Unproved(path, k, $"the reader's '{k}' is not the writer's")));
        return problems;
    }

    private List<Incompatibility> Combined(JsonConjunction writer, JsonObject schema, string path)
    {
        var problems = new List<Incompatibility>();
        for (var i = 0; schema["allOf"] is JsonArray all && i < all.Count; i++)
        {
            problems.AddRange(Compare(writer, all[i], $"{path}/allOf/{i}"));
        }
        if (schema["anyOf"] is JsonArray any && !Has(writer, "anyOf", any)
            && !any.Select((branch, i) => Compare(writer, branch, $"{path}/anyOf/{i}")).Any(found => found.Count == 0))
        {
            problems.Add(Unproved(path, "anyOf", "no alternative of the reader takes all of it"));
        }
        if (schema["oneOf"] is JsonArray one && !Has(writer, "oneOf", one) && !FitsOne(writer, one, path))
        {
            problems.Add(Unproved(path, "oneOf", "no alternative of the reader takes all of it while the others take none"));
        }
        return problems;
    }

    // Exactly one alternative: one takes all, and the others take other types.
    private bool FitsOne(JsonConjunction writer, JsonArray alternatives, string path)
    {
        var fits = alternatives.Select((branch, i) => Compare(writer, branch, $"{path}/oneOf/{i}").Count == 0).ToList();
        return fits.Count(f => f) == 1 && !alternatives.Where((_, i) => !fits[i]).Any(branch =>
            branch is not JsonObject o || (JsonConjunction.TypesOf(o) & writer.Types) != JsonTypes.None);
    }

    private bool Has(JsonConjunction writer, string keyword, JsonNode value) =>
        _sharesDefinitions && writer.Of(keyword).Any(same => JsonNode.DeepEquals(same, value));

    // The writer's own alternatives, one after the other; null when it has none that could help.
    private List<JsonConjunction>? Alternatives(JsonConjunction writer, JsonObject reader)
    {
        foreach (var part in writer.Parts.OfType<JsonObject>())
        {
            foreach (var keyword in new[] { "anyOf", "oneOf" })
            {
                if (part[keyword] is JsonArray branches && !branches.Any(b => b is not null && writer.Parts.Contains(b)))
                {
                    return [.. branches.OfType<JsonNode>().Select(branch => new JsonConjunction([.. writer.Parts, .. Open(branch).Parts, branch]))];
                }
            }
            if ((reader.ContainsKey("anyOf") || reader.ContainsKey("oneOf")) && part["type"] is JsonArray { Count: > 1 } types
                && !writer.Parts.Any(p => p is JsonObject { Count: 1 } o && o["type"] is JsonValue))
            {
                return [.. types.Select(type => new JsonConjunction([.. writer.Parts, new JsonObject { ["type"] = type!.DeepClone() }]))];
            }
        }
        return null;
    }

    /// <summary>A writer's schema with its references and <c>allOf</c> opened.</summary>
    private JsonConjunction Open(params IEnumerable<JsonNode?> schemas)
    {
        var parts = new List<JsonNode>();
        var queue = new Queue<JsonNode?>(schemas);
        while (queue.TryDequeue(out var next))
        {
            if (JsonConjunction.IsFalse(next))
            {
                parts.Add(next!);
            }
            if (next is not JsonObject schema || parts.Contains(schema))
            {
                continue;
            }
            var reference = JsonSchemaDocument.Text(schema, "$ref");
            if (reference is not null)
            {
                queue.Enqueue(_writer.Resolve(reference));
            }
            if (reference is null || (!_writer.IgnoresBesideRef && schema.Count > 1))
            {
                parts.Add(schema);
                foreach (var branch in schema["allOf"] as JsonArray ?? [])
                {
                    queue.Enqueue(branch);
                }
            }
        }
        return new JsonConjunction(parts);
    }

    private bool IsSame(JsonConjunction writer, JsonObject schema) =>
        _sharesDefinitions && writer.Parts.Any(part => JsonNode.DeepEquals(part, schema)) && !schema.ToJsonString().Contains("\"#\"", StringComparison.Ordinal);

    private static bool IsSame(JsonConjunction writer, JsonObject schema, params string[] keywords) => writer.Parts.OfType<JsonObject>()
        .Any(part => keywords.All(k => JsonNode.DeepEquals(part[k], schema[k])));

    private static bool IsHarmless(string keyword, JsonNode? value) =>
        value is JsonValue flag && flag.TryGetValue<bool>(out var truth) ? truth && keyword != "not" : value is JsonObject { Count: 0 } && keyword != "not" && keyword != "contains";

    private int IdOf(JsonNode node) => _ids.TryGetValue(node, out var id) ? id : _ids[node] = _ids.Count;

    private static Incompatibility Unproved(string path, string keyword, string reason) =>
        new(CompatibilityCodes.NotProvable, $"{path}/{keyword}", $"{reason}; that it fits cannot be shown");

    private static string Place(string path) => path.Length == 0 ? "/" : path;

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
