using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Exchange;

/// <summary>Makes a contract from a JSON Schema of an object, Iglu's included.</summary>
internal sealed class JsonSchemaImport(string file, JsonObject root, List<ConversionLoss> losses)
{
    private const int MaxDepth = 30;

    // Words that need no answer in a contract.
    private static readonly HashSet<string> Plain =
    [
        "$schema", "$id", "id", "$anchor", "$defs", "definitions", "$comment", "$ref", "title", "description", "type", "properties", "required",
        "items", "enum", "const", "format", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "multipleOf", "minItems", "maxItems", "examples", "default", "x-odcs", "self", "allOf", "contentEncoding", "contentMediaType", "deprecated",
        "readOnly", "writeOnly", "x-version", "x-primaryKey",
    ];

    private static readonly Dictionary<string, string> Formats = new()
    {
        ["uuid"] = "uuid",
        ["email"] = "email",
        ["uri"] = "uri",
        ["hostname"] = "hostname",
        ["ipv4"] = "ipv4",
        ["ipv6"] = "ipv6",
    };

    private readonly JsonSchemaDocument _document = new(root);

    public DraftContract Read()
    {
        var flat = Flatten(root);
        if (!JsonConjunction.TypesOf(flat).HasFlag(JsonTypes.Object) || flat["properties"] is not JsonObject)
        {
            throw ContractImporter.Refuse(file, "its outermost type is no object with properties", "Name a schema with 'type: object' and 'properties'.");
        }
        var exactly = root["x-odcs"] as JsonObject;
        var self = root["self"] as JsonObject;
        var title = JsonSchemaDocument.Text(root, "title");
        var name = JsonSchemaDocument.Text(exactly, "table") ?? JsonSchemaDocument.Text(self, "name") ?? title ?? Path.GetFileNameWithoutExtension(file);
        Lose(flat, "/");
        return new DraftContract(
            JsonSchemaDocument.Text(exactly, "id") ?? (self is null ? JsonSchemaDocument.Text(root, "$id") ?? name : $"{self["vendor"]}/{self["name"]}"),
            JsonSchemaDocument.Text(exactly, "version") ?? JsonSchemaDocument.Text(root, "x-version") ?? JsonSchemaDocument.Text(self, "version") ?? "1.0.0",
            SafeNames.Of(name, new HashSet<string>(), false), Members(flat, "", 0))
        {
            Name = title,
            Description = JsonSchemaDocument.Text(root, "description"),
        };
    }

    private List<DraftField> Members(JsonObject schema, string path, int depth)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(n => n?.ToString()).ToHashSet();
        var fields = new List<DraftField>();
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            if (Field(name, property, path.Length == 0 ? name : $"{path}.{name}", required.Contains(name), depth + 1) is { } field)
            {
                fields.Add(field);
            }
        }
        foreach (var missing in required.Where(r => r is not null && (schema["properties"] as JsonObject)?.ContainsKey(r) != true))
        {
            Lose(path.Length == 0 ? "/" : path, $"that '{missing}' is required, which has no schema");
        }
        return fields;
    }

    private DraftField? Field(string name, JsonNode? node, string path, bool isRequired, int depth)
    {
        if (depth > MaxDepth)
        {
            throw ContractImporter.Refuse(file, $"'{path}' is nested deeper than {MaxDepth} levels or contains itself", "Contracts have no recursion; declare so many levels as occur.");
        }
        if (node is not JsonObject schema)
        {
            Lose(path, "the field: its schema is true or false");
            return null;
        }
        var flat = Flatten(schema);
        var values = flat["enum"] as JsonArray is { } list ? list.ToList() : flat.TryGetPropertyValue("const", out var single) ? [single] : [];
        var types = flat.ContainsKey("type") || values.Count == 0 ? JsonConjunction.TypesOf(flat) : values.Aggregate(JsonTypes.None, (all, v) => all | JsonTypesOf.Value(v));
        var isNullable = types.HasFlag(JsonTypes.Null);
        if (isRequired && isNullable)
        {
            Lose(path, "that the member must be there although it may be null");
        }
        if (!isRequired && !isNullable)
        {
            Lose(path, "that the member may be absent but not null");
        }
        var draft = Type(name, flat, types & ~JsonTypes.Null, path, depth);
        if (draft is null)
        {
            Lose(path, $"the field: its type is {(types == JsonTypes.All ? "not given" : JsonTypesOf.Describe(types))}");
            return null;
        }
        Lose(flat, path);
        return Exactly(draft with
        {
            Required = isRequired && !isNullable,
            KeyPosition = depth == 1 ? KeyPosition(name) : null,
            Description = JsonSchemaDocument.Text(flat, "description"),
            Options = [.. draft.Options, .. Limits(flat, draft, path)],
            ValidValues = draft.LogicalType is "object" or "array" ? [] : [.. values.Where(v => v is not null).Select(v => Scalar(v!))],
            Examples = flat["examples"] is JsonArray examples ? Yaml(examples) : null,
        }, flat["x-odcs"] as JsonObject, depth);
    }

    private int? KeyPosition(string name)
    {
        var names = root["x-primaryKey"] is { } key ? key as JsonArray ?? [key.DeepClone()] : [];
        var at = names.Select(node => node?.ToString()).ToList().IndexOf(name);
        return at < 0 ? null : at + 1;
    }

    private DraftField? Type(string name, JsonObject flat, JsonTypes types, string path, int depth) => types switch
    {
        JsonTypes.Boolean => new DraftField(name, "boolean"),
        JsonTypes.Whole => new DraftField(name, "integer"),
        JsonTypes.Number => new DraftField(name, "number") { PhysicalType = "double" },
        JsonTypes.Object when flat["properties"] is JsonObject { Count: > 0 } => new DraftField(name, "object") { Members = Members(flat, path, depth) },
        JsonTypes.Array when flat["items"] is JsonObject items && Field("[]", items, path + "[]", true, depth + 1) is { } element =>
            new DraftField(name, "array") { Element = element },
        JsonTypes.Text => JsonSchemaDocument.Text(flat, "format") switch
        {
            "date" => new DraftField(name, "date"),
            "date-time" => new DraftField(name, "timestamp"),
            "time" => new DraftField(name, "time"),
            { } format when Formats.TryGetValue(format, out var known) => new DraftField(name, "string") { Options = [("format", DraftContract.Text(known))] },
            _ when JsonSchemaDocument.Text(flat, "contentEncoding") == "base64" => new DraftField(name, "string") { Options = [("format", DraftContract.Text("byte"))] },
            _ => new DraftField(name, "string"),
        },
        _ => null,
    };

    private IEnumerable<(string Key, YamlNode Value)> Limits(JsonObject flat, DraftField draft, string path)
    {
        var keys = draft.LogicalType switch
        {
            "string" => new[] { "minLength", "maxLength", "pattern" },
            "integer" or "number" => ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"],
            "array" => ["minItems", "maxItems"],
            _ => [],
        };
        foreach (var key in keys.Where(flat.ContainsKey))
        {
            if (key == "pattern" && PatternGuard.Refuse(flat[key]!.ToString()) is { } reason)
            {
                Lose(path, $"the pattern: {reason}");
            }
            else if (key == "multipleOf" && JsonSchemaDocument.Text(flat["x-odcs"], "physicalType") is null && draft.LogicalType == "number")
            {
                Lose(path, "the step between numbers: a double has none");
            }
            else
            {
                yield return (key, Scalar(flat[key]!));
            }
        }
        if (JsonSchemaDocument.Text(flat, "format") is { } format && draft.LogicalType == "string" && !Formats.ContainsKey(format))
        {
            Lose(path, $"the format '{format}'");
        }
    }

    private static DraftField Exactly(DraftField draft, JsonObject? exactly, int depth)
    {
        if (exactly is null)
        {
            return draft;
        }
        return draft with
        {
            LogicalType = JsonSchemaDocument.Text(exactly, "logicalType") ?? draft.LogicalType,
            PhysicalType = JsonSchemaDocument.Text(exactly, "physicalType") ?? draft.PhysicalType,
            ColumnName = JsonSchemaDocument.Text(exactly, "name"),
            KeyPosition = depth > 0 && exactly["primaryKeyPosition"] is JsonValue position && position.TryGetValue<int>(out var number)
                ? number
                : draft.KeyPosition,
            Classification = JsonSchemaDocument.Text(exactly, "classification"),
            BusinessName = JsonSchemaDocument.Text(exactly, "businessName"),
            CriticalDataElement = exactly["criticalDataElement"]?.GetValueKind() == JsonValueKind.True,
            Tags = [.. (exactly["tags"] as JsonArray ?? []).Select(t => t?.ToString() ?? "")],
            Options = exactly["timezone"]?.GetValueKind() == JsonValueKind.False
                ? [.. draft.Options, ("timezone", DraftContract.Plain("false"))]
                : draft.Options,
        };
    }

    // References and allOf opened into one schema; the nearest word wins.
    private JsonObject Flatten(JsonObject schema)
    {
        var flat = new JsonObject();
        var queue = new Queue<JsonObject>([schema]);
        var seen = new HashSet<JsonNode>(ReferenceEqualityComparer.Instance);
        while (queue.TryDequeue(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }
            foreach (var (key, value) in next)
            {
                if (key == "required" && flat[key] is JsonArray names && value is JsonArray more)
                {
                    flat[key] = new JsonArray([.. names.Concat(more).Select(n => n?.ToString()).Distinct().Select(n => JsonValue.Create(n))]);
                }
                else if (key == "properties" && flat[key] is JsonObject known && value is JsonObject further)
                {
                    foreach (var (name, property) in further.Where(p => !known.ContainsKey(p.Key)))
                    {
                        known[name] = property?.DeepClone();
                    }
                }
                else if (!flat.ContainsKey(key))
                {
                    flat[key] = value?.DeepClone();
                }
            }
            if (JsonSchemaDocument.Text(next, "$ref") is { } reference && _document.Resolve(reference) is JsonObject target)
            {
                queue.Enqueue(target);
            }
            foreach (var branch in next["allOf"] as JsonArray ?? [])
            {
                if (branch is JsonObject part)
                {
                    queue.Enqueue(part);
                }
            }
        }
        return flat;
    }

    private void Lose(JsonObject flat, string path)
    {
        foreach (var key in flat.Select(p => p.Key).Where(k => !Plain.Contains(k)))
        {
            Lose(path, $"'{key}'");
        }
    }

    private static YamlScalar Scalar(JsonNode node) => node.GetValueKind() == JsonValueKind.String
        ? DraftContract.Text(node.GetValue<string>())
        : DraftContract.Plain(node.ToJsonString());

    private static YamlSequence Yaml(JsonArray list) => DraftContract.List([.. list.Where(v => v is JsonValue).Select(v => Scalar(v!))]);

    private void Lose(string path, string what) => losses.Add(new ConversionLoss(path, what));
}
