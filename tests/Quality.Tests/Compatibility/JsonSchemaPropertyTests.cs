using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Compatibility;

namespace Lakehouse.Quality.Tests.Compatibility;

/// <summary>A small evaluator, written for this test from the validation vocabulary, is the judge.</summary>
public sealed class JsonSchemaPropertyTests
{
    private static readonly string[] Names = ["a", "ab", "b"];

    [Fact]
    public void Every_value_that_the_writer_allows_is_allowed_by_a_reader_that_is_compatible() => Pairs.Check(3_000, 300, random =>
    {
        var writer = Schema(random, 3);
        var reader = random.Next(2) == 0 ? Schema(random, 3) : Loosen(random, writer);
        var isCompatible = new PayloadSchema.Json(reader).ProblemsReading(new PayloadSchema.Json(writer)).Count == 0;
        for (var i = 0; isCompatible && i < 40; i++)
        {
            var value = Value(random, 3);
            Assert.True(!IsValid(writer, value) || IsValid(reader, value),
                $"{value?.ToJsonString() ?? "null"} is valid for {writer.ToJsonString()} and not for {reader.ToJsonString()}");
        }
        return isCompatible;
    });

    private static JsonNode Schema(Random random, int depth)
    {
        if (random.Next(12) == 0)
        {
            return JsonValue.Create(random.Next(3) > 0);
        }
        var schema = new JsonObject();
        if (random.Next(4) > 0)
        {
            schema["type"] = random.Next(3) == 0
                ? new JsonArray("null", random.Of("string", "integer", "number"))
                : random.Of("string", "integer", "number", "boolean", "object", "array", "null");
        }
        foreach (var keyword in Enumerable.Range(0, random.Next(3)).Select(_ => random.Of("enum", "const", "minimum", "maximum", "exclusiveMinimum", "multipleOf",
            "minLength", "maxLength", "pattern", "required", "properties", "patternProperties", "additionalProperties", "items", "prefixItems", "minItems", "maxItems",
            "uniqueItems", "anyOf", "oneOf", "allOf", "not", "minProperties", "maxProperties")))
        {
            schema[keyword] = keyword switch
            {
                "enum" => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Value(random, 0))]),
                "const" => Value(random, 0),
                "pattern" => random.Of("^a", "b$"),
                "uniqueItems" => random.Next(2) == 0,
                "required" => new JsonArray(random.Of<string>(Names)),
                "properties" or "patternProperties" => new JsonObject { [keyword == "properties" ? random.Of<string>(Names) : random.Of("^a", "b")] = Inner(random, depth) },
                "additionalProperties" or "items" or "not" => Inner(random, depth),
                "anyOf" or "oneOf" or "allOf" or "prefixItems" => new JsonArray(Inner(random, depth), Inner(random, depth)),
                _ => random.Next(keyword == "multipleOf" ? 1 : 0, 4),
            };
        }
        return schema;
    }

    private static JsonNode Inner(Random random, int depth) => depth == 0 ? JsonValue.Create(true) : Schema(random, depth - 1);

    // The same schema with a keyword less or a limit moved: often compatible.
    private static JsonNode Loosen(Random random, JsonNode schema)
    {
        var copy = schema.DeepClone();
        if (copy is JsonObject { Count: > 0 } o)
        {
            var (key, value) = o.ElementAt(random.Next(o.Count));
            if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
            {
                o[key] = random.Next(0, 4) + 1;
            }
            else if (value is JsonObject inner)
            {
                o[key] = Loosen(random, inner);
            }
            else
            {
                o.Remove(key);
            }
        }
        return copy;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth == 0 ? 6 : 9) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.Next(-1, 5)),
        3 => JsonValue.Create(random.Next(0, 9) / 2m),
        4 or 5 => JsonValue.Create(random.Of("", "a", "ab", "b", "aaaa")),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1))]),
        _ => new JsonObject(Names.Where(_ => random.Next(2) == 0).Select(n => KeyValuePair.Create(n, Value(random, depth - 1)))),
    };

    private static bool IsValid(JsonNode? schema, JsonNode? value) =>
        schema is not JsonObject o ? schema!.GetValue<bool>() : o.All(k => Holds(o, k.Key, k.Value, value));

    private static bool Holds(JsonObject schema, string keyword, JsonNode? limit, JsonNode? value)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        var (text, list, o) = (kind == JsonValueKind.String ? value!.GetValue<string>() : null, value as JsonArray, value as JsonObject);
        decimal? number = kind == JsonValueKind.Number ? decimal.Parse(value!.ToJsonString()) : null;
        decimal Limit() => decimal.Parse(limit!.ToJsonString());
        return keyword switch
        {
            "type" => limit is JsonArray types ? types.Any(t => IsType(t!.ToString(), kind, number)) : IsType(limit!.ToString(), kind, number),
            "enum" => ((JsonArray)limit!).Any(e => Same(e, value)),
            "const" => Same(limit, value),
            "minimum" => number is null || number >= Limit(),
            "maximum" => number is null || number <= Limit(),
            "exclusiveMinimum" => number is null || number > Limit(),
            "multipleOf" => number is null || number % Limit() == 0,
            "minLength" => text is null || text.Length >= Limit(),
            "maxLength" => text is null || text.Length <= Limit(),
            "pattern" => text is null || Regex.IsMatch(text, limit!.ToString()),
            "minItems" => list is null || list.Count >= Limit(),
            "maxItems" => list is null || list.Count <= Limit(),
            "uniqueItems" => list is null || !limit!.GetValue<bool>() || !list.Where((a, i) => list.Take(i).Any(b => Same(a, b))).Any(),
            "minProperties" => o is null || o.Count >= Limit(),
            "maxProperties" => o is null || o.Count <= Limit(),
            "required" => o is null || ((JsonArray)limit!).All(n => o.ContainsKey(n!.ToString())),
            "properties" => o is null || ((JsonObject)limit!).All(p => !o.ContainsKey(p.Key) || IsValid(p.Value, o[p.Key])),
            "patternProperties" => o is null || o.All(m => ((JsonObject)limit!).All(p => !Regex.IsMatch(m.Key, p.Key) || IsValid(p.Value, m.Value))),
            "additionalProperties" => o is null || o.Where(m => schema["properties"]?[m.Key] is null
                && !((schema["patternProperties"] as JsonObject)?.Any(p => Regex.IsMatch(m.Key, p.Key)) ?? false)).All(m => IsValid(limit, m.Value)),
            "prefixItems" => list is null || ((JsonArray)limit!).Zip(list).All(p => IsValid(p.First, p.Second)),
            "items" => list is null || list.Skip((schema["prefixItems"] as JsonArray)?.Count ?? 0).All(i => IsValid(limit, i)),
            "allOf" => ((JsonArray)limit!).All(s => IsValid(s, value)),
            "anyOf" => ((JsonArray)limit!).Any(s => IsValid(s, value)),
            "oneOf" => ((JsonArray)limit!).Count(s => IsValid(s, value)) == 1,
            "not" => !IsValid(limit, value),
            _ => throw new InvalidOperationException(keyword),
        };
    }

    private static bool IsType(string type, JsonValueKind kind, decimal? number) => (type, kind) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => number % 1 == 0,
        _ => false,
    };

    private static bool Same(JsonNode? a, JsonNode? b) =>
        a?.GetValueKind() == JsonValueKind.Number && b?.GetValueKind() == JsonValueKind.Number
            ? decimal.Parse(a.ToJsonString()) == decimal.Parse(b.ToJsonString())
            : JsonNode.DeepEquals(a, b);
}
