using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Evolution;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Exchange;

/// <summary>Writes a contract as a JSON Schema. What the contract says more exactly stands in <c>x-odcs</c>.</summary>
internal static class JsonSchemaExport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    private static readonly Dictionary<TextFormat, string> Formats = new()
    {
        [TextFormat.Uuid] = "uuid",
        [TextFormat.Email] = "email",
        [TextFormat.Uri] = "uri",
        [TextFormat.Hostname] = "hostname",
        [TextFormat.Ipv4] = "ipv4",
        [TextFormat.Ipv6] = "ipv6",
        [TextFormat.Time] = "time",
    };

    public static string Write(Contract contract, bool isIglu, List<ConversionLoss> losses)
    {
        var schema = new JsonObject
        {
            ["$schema"] = isIglu
                ? "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#"
                : "https://json-schema.org/draft/2020-12/schema",
        };
        if (isIglu)
        {
            schema["self"] = Self(contract, losses);
        }
        else
        {
            schema["$id"] = "urn:contract:" + Uri.EscapeDataString(contract.Id);
            schema["title"] = contract.Name ?? contract.Table;
        }
        if ((contract.TableDescription ?? contract.Description?.Purpose) is { } description)
        {
            schema["description"] = description;
        }
        if (!isIglu)
        {
            schema["x-version"] = contract.Version;
        }
        // Deeper down a key has a place in 'x-odcs' only.
        if (contract.PrimaryKey.Count > 0 && contract.PrimaryKey.All(contract.Shape.Columns.Contains))
        {
            schema["x-primaryKey"] = new JsonArray([.. contract.PrimaryKey.Select(field => JsonValue.Create(field.JsonName))]);
        }
        schema["x-odcs"] = new JsonObject { ["id"] = contract.Id, ["version"] = contract.Version, ["table"] = contract.Table };
        Members(schema, contract.Shape.Columns, contract.PrimaryKey, losses);
        return schema.ToJsonString(Options) + "\n";
    }

    private static JsonObject Self(Contract contract, List<ConversionLoss> losses)
    {
        var version = ContractVersion.Parse(contract.Version);
        if (version is not { IsSchemaVer: true })
        {
            losses.Add(new ConversionLoss("/", $"the version {contract.Version} is no SchemaVer and is written with hyphens"));
        }
        var parts = contract.Id.Split('/');
        return new JsonObject
        {
            ["vendor"] = parts.Length == 2 ? parts[0] : contract.Key.Split('/')[0],
            ["name"] = contract.Table,
            ["format"] = "jsonschema",
            ["version"] = ((version ?? new ContractVersion(1, 0, 0, true)) with { IsSchemaVer = true }).ToString(),
        };
    }

    private static void Members(JsonObject schema, IReadOnlyList<RecordField> fields, IReadOnlyList<RecordField> key, List<ConversionLoss> losses)
    {
        schema["type"] = "object";
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            properties[field.JsonName] = Field(field, key, losses);
        }
        schema["properties"] = properties;
        if (fields.Any(f => f.Required))
        {
            schema["required"] = new JsonArray([.. fields.Where(f => f.Required).Select(f => JsonValue.Create(f.JsonName))]);
        }
    }

    private static JsonObject Field(RecordField field, IReadOnlyList<RecordField> key, List<ConversionLoss> losses)
    {
        var schema = new JsonObject();
        switch (field.Type)
        {
            case FieldType.Object o:
                Members(schema, o.Fields, key, losses);
                break;
            case FieldType.Array a:
                schema["type"] = "array";
                schema["items"] = Field(a.Element, key, losses);
                break;
            default:
                schema["type"] = field.Type switch
                {
                    FieldType.Boolean => "boolean",
                    FieldType.Integer => "integer",
                    FieldType.Decimal or FieldType.Double or FieldType.Float => "number",
                    _ => "string",
                };
                break;
        }
        if (!field.Required)
        {
            schema["type"] = new JsonArray(schema["type"]!.GetValue<string>(), "null");
        }
        AddFormat(schema, field, losses);
        foreach (var check in field.Checks)
        {
            AddCheck(schema, field, check, losses);
        }
        if (field.Notes.Description is { } description)
        {
            schema["description"] = description;
        }
        if (field.Notes.Blocks.TryGetValue("examples", out var examples))
        {
            schema["examples"] = JsonNode.Parse(examples);
        }
        if (Exactly(field, key) is { Count: > 0 } exactly)
        {
            schema["x-odcs"] = exactly;
        }
        return schema;
    }

    private static void AddFormat(JsonObject schema, RecordField field, List<ConversionLoss> losses)
    {
        switch (field.Type)
        {
            case FieldType.Text { Format: TextFormat.Base64 }:
                schema["contentEncoding"] = "base64";
                break;
            case FieldType.Text text when Formats.TryGetValue(text.Format, out var format):
                schema["format"] = format;
                break;
            case FieldType.Date:
                schema["format"] = "date";
                break;
            case FieldType.Timestamp:
                schema["format"] = "date-time";
                break;
            case FieldType.TimestampNtz or FieldType.Decimal:
                losses.Add(new ConversionLoss(field.Path, $"that it is a {field.Type} stands in 'x-odcs', which validators do not judge"));
                break;
        }
    }

    private static void AddCheck(JsonObject schema, RecordField field, ValueCheck check, List<ConversionLoss> losses)
    {
        switch (check)
        {
            case EnumCheck list:
                schema["enum"] = new JsonArray([.. list.Values.Select(value => Value(field.Type, value)), .. field.Required ? [] : new JsonNode?[] { null }]);
                break;
            case RangeCheck range when field.Type is FieldType.Integer or FieldType.Decimal or FieldType.Double or FieldType.Float:
                AddBound(schema, range.Least, "minimum", "exclusiveMinimum");
                AddBound(schema, range.Greatest, "maximum", "exclusiveMaximum");
                break;
            case LengthCheck length:
                var unit = length.Unit == "element" ? "Items" : "Length";
                if (length.Least is { } least)
                {
                    schema["min" + unit] = least;
                }
                if (length.Greatest is { } greatest)
                {
                    schema["max" + unit] = greatest;
                }
                break;
            case PatternCheck pattern:
                schema["pattern"] = pattern.Pattern;
                break;
            case StepCheck step:
                schema["multipleOf"] = JsonNode.Parse(step.Step);
                break;
            case FormatCheck:
                break;
            default:
                losses.Add(new ConversionLoss(field.Path, $"the value {check.Message}"));
                break;
        }
    }

    private static void AddBound(JsonObject schema, Bound? bound, string keyword, string exclusiveKeyword)
    {
        if (bound is not null)
        {
            schema[bound.IsExclusive ? exclusiveKeyword : keyword] = JsonNode.Parse(bound.Text);
        }
    }

    private static JsonNode? Value(FieldType type, string text) => type is FieldType.Integer or FieldType.Decimal or FieldType.Boolean
        ? JsonNode.Parse(text)
        : JsonValue.Create(text);

    private static JsonObject Exactly(RecordField field, IReadOnlyList<RecordField> key)
    {
        var exactly = new JsonObject();
        switch (field.Type)
        {
            case FieldType.Decimal d:
                exactly["physicalType"] = $"decimal({d.Precision},{d.Scale})";
                break;
            case FieldType.Double:
                exactly["physicalType"] = "double";
                break;
            case FieldType.Float:
                exactly["physicalType"] = "float";
                break;
            case FieldType.Integer { Bits: 32 }:
                exactly["physicalType"] = "int";
                break;
            case FieldType.TimestampNtz:
                exactly["logicalType"] = "timestamp";
                exactly["timezone"] = false;
                break;
        }
        if (field.Name != field.JsonName && field.Name != "[]")
        {
            exactly["name"] = field.Name;
        }
        if (key.Contains(field))
        {
            exactly["primaryKeyPosition"] = key.ToList().IndexOf(field) + 1;
        }
        foreach (var (word, text) in new[] { ("classification", field.Notes.Classification), ("businessName", field.Notes.BusinessName) })
        {
            if (text is not null)
            {
                exactly[word] = text;
            }
        }
        if (field.Notes.CriticalDataElement)
        {
            exactly["criticalDataElement"] = true;
        }
        if (field.Notes.Tags.Count > 0)
        {
            exactly["tags"] = new JsonArray([.. field.Notes.Tags.Select(t => JsonValue.Create(t))]);
        }
        return exactly;
    }
}
