using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Expectations;

/// <summary>
/// The part of JSON Schema that <c>expect_column_values_to_match_json_schema</c> reads: types, objects, arrays, enums, and
/// limits of numbers and texts. Other keywords are refused by name.
/// </summary>
public sealed class PayloadSchema
{
    private const int MaxDepth = 64;

    private static readonly string[] Ignored =
        ["$schema", "$id", "$comment", "title", "description", "default", "examples", "format", "deprecated", "readOnly", "writeOnly"];

    private static readonly Dictionary<string, Func<JsonElement, JsonElement, bool>> Keywords = new()
    {
        ["type"] = (schema, value) => schema.ValueKind == JsonValueKind.Array
            ? schema.EnumerateArray().Any(type => IsType(type.GetString(), value))
            : IsType(schema.GetString(), value),
        ["enum"] = (schema, value) => schema.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        ["const"] = JsonElement.DeepEquals,
        ["properties"] = (schema, value) => value.ValueKind != JsonValueKind.Object || schema.EnumerateObject().All(
            property => !value.TryGetProperty(property.Name, out var member) || IsValid(property.Value, member)),
        ["required"] = (schema, value) => value.ValueKind != JsonValueKind.Object
            || schema.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        ["items"] = (schema, value) => value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().All(item => IsValid(schema, item)),
        ["minItems"] = (schema, value) => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= schema.GetDouble(),
        ["maxItems"] = (schema, value) => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= schema.GetDouble(),
        ["minimum"] = (schema, value) => Number(value) is not { } number || number >= Number(schema),
        ["maximum"] = (schema, value) => Number(value) is not { } number || number <= Number(schema),
        ["exclusiveMinimum"] = (schema, value) => Number(value) is not { } number || number > Number(schema),
        ["exclusiveMaximum"] = (schema, value) => Number(value) is not { } number || number < Number(schema),
        ["minLength"] = (schema, value) => Length(value) is not { } length || length >= schema.GetDouble(),
        ["maxLength"] = (schema, value) => Length(value) is not { } length || length <= schema.GetDouble(),
        ["pattern"] = (schema, value) => value.ValueKind != JsonValueKind.String
            || Regex.IsMatch(value.GetString()!, schema.GetString()!, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
        ["additionalProperties"] = (_, _) => true,
        ["allOf"] = (schema, value) => schema.EnumerateArray().All(one => IsValid(one, value)),
        ["anyOf"] = (schema, value) => schema.EnumerateArray().Any(one => IsValid(one, value)),
        ["oneOf"] = (schema, value) => schema.EnumerateArray().Count(one => IsValid(one, value)) == 1,
        ["not"] = (schema, value) => !IsValid(schema, value),
    };

    private readonly JsonElement _schema;

    private PayloadSchema(JsonElement schema) => _schema = schema;

    /// <summary>Reads a schema that <see cref="Refuse(string)"/> accepts.</summary>
    public static PayloadSchema Parse(string schema) => new(JsonElement.Parse(schema));

    /// <summary>Why a schema cannot be used; null when it can.</summary>
    public static string? Refuse(string schema) => RefuseAt(JsonElement.Parse(schema), 0);

    /// <summary>Whether a text is JSON that is valid under the schema.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        try
        {
            return IsValid(_schema, JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? RefuseAt(JsonElement schema, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return null;
        }
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
        {
            return depth > MaxDepth ? "it is nested too deep" : "a schema in it is neither an object nor true or false";
        }
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Ignored.Contains(keyword.Name)))
        {
            if (!Keywords.ContainsKey(keyword.Name))
            {
                return $"the keyword '{keyword.Name}' is not available";
            }
            if (!IsWellFormed(keyword.Name, keyword.Value))
            {
                return $"the keyword '{keyword.Name}' has a value of another kind than it must have";
            }
            if (Inner(keyword.Name, keyword.Value).Select(inner => RefuseAt(inner, depth + 1)).FirstOrDefault(why => why is not null) is { } why)
            {
                return why;
            }
        }
        return null;
    }

    private static IEnumerable<JsonElement> Inner(string keyword, JsonElement value) => keyword switch
    {
        "properties" => value.EnumerateObject().Select(property => property.Value),
        "items" or "additionalProperties" or "not" => [value],
        "allOf" or "anyOf" or "oneOf" => value.EnumerateArray(),
        _ => [],
    };

    private static bool IsWellFormed(string keyword, JsonElement value) => keyword switch
    {
        "const" or "items" or "additionalProperties" or "not" => true,
        "properties" => value.ValueKind == JsonValueKind.Object,
        "type" => value.ValueKind == JsonValueKind.String || AreTexts(value),
        "required" => AreTexts(value),
        "enum" or "allOf" or "anyOf" or "oneOf" => value.ValueKind == JsonValueKind.Array,
        "pattern" => value.ValueKind == JsonValueKind.String && Contracts.PatternGuard.Refuse(value.GetString()!) is null,
        _ => value.ValueKind == JsonValueKind.Number,
    };

    private static bool AreTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);

    private static bool IsValid(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.True;
        }
        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name == "additionalProperties" ? !Rest(schema, keyword.Value, value)
                : Keywords.TryGetValue(keyword.Name, out var holds) && !holds(keyword.Value, value))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Rest(JsonElement schema, JsonElement rest, JsonElement value) =>
        value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member =>
            (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out _))
            || IsValid(rest, member.Value));

    private static bool IsType(string? type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("number", JsonValueKind.Number) or ("null", JsonValueKind.Null)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => Number(value) is { } number && number == Math.Floor(number),
        _ => false,
    };

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? double.Parse(value.GetRawText(), CultureInfo.InvariantCulture)
        : null;

    private static int? Length(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.EnumerateRunes().Count() : null;
}
