using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Exchange;

/// <summary>Writes a contract as an Avro record.</summary>
internal sealed partial class AvroExport(List<ConversionLoss> losses)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public string Write(Contract contract)
    {
        var record = Record(contract.Table, contract.Shape.Columns);
        record["namespace"] = string.Join('.', contract.Key.Split('/')[..^1].Select(Identifier));
        if ((contract.TableDescription ?? contract.Description?.Purpose) is { } doc)
        {
            record["doc"] = doc;
        }
        if (contract.PrimaryKey.Count > 0)
        {
            losses.Add(new ConversionLoss("/", "the primary key"));
        }
        return record.ToJsonString(Options) + "\n";
    }

    private JsonObject Record(string name, IReadOnlyList<RecordField> fields) => new()
    {
        ["type"] = "record",
        ["name"] = Unique(name),
        ["fields"] = new JsonArray([.. fields.Select(Field)]),
    };

    private JsonObject Field(RecordField field)
    {
        var name = Identifier(field.JsonName);
        if (name != field.JsonName)
        {
            losses.Add(new ConversionLoss(field.Path, $"the name '{field.JsonName}' is written as '{name}'"));
        }
        else if (field.Name != field.JsonName)
        {
            losses.Add(new ConversionLoss(field.Path, $"the column name '{field.Name}' beside the name in records"));
        }
        var avro = new JsonObject { ["name"] = name };
        if (field.Notes.Description is { } doc)
        {
            avro["doc"] = doc;
        }
        avro["type"] = Nullable(field);
        if (!field.Required)
        {
            avro["default"] = null;
        }
        losses.AddRange(ContractExporter.Notes(field, keepsKey: false));
        if (field.Notes.Blocks.ContainsKey("examples"))
        {
            losses.Add(new ConversionLoss(field.Path, "the examples"));
        }
        return avro;
    }

    private JsonNode Nullable(RecordField field) => field.Required ? TypeOf(field) : new JsonArray("null", TypeOf(field));

    private JsonNode TypeOf(RecordField field)
    {
        var symbols = field.Type is FieldType.Text ? field.Checks.OfType<EnumCheck>().FirstOrDefault()?.Values : null;
        var isEnum = symbols?.All(s => NameForm().IsMatch(s)) == true;
        losses.AddRange(ContractExporter.Limits(field, check => !(check is EnumCheck && isEnum)
            && !(check is FormatCheck { Format: TextFormat.Uuid })));
        return field.Type switch
        {
            _ when isEnum => new JsonObject
            {
                ["type"] = "enum",
                ["name"] = Unique(field.Path),
                ["symbols"] = new JsonArray([.. symbols!.Select(s => JsonValue.Create(s))]),
            },
            FieldType.Object o => Record(field.Path, o.Fields),
            FieldType.Array a => new JsonObject { ["type"] = "array", ["items"] = Nullable(a.Element) },
            FieldType.Boolean => "boolean",
            FieldType.Integer { Bits: 32 } => "int",
            FieldType.Integer => "long",
            FieldType.Double => "double",
            FieldType.Float => "float",
            FieldType.Decimal d => Logical("bytes", "decimal", ("precision", d.Precision), ("scale", d.Scale)),
            FieldType.Date => Logical("int", "date"),
            FieldType.Timestamp => Logical("long", "timestamp-micros"),
            FieldType.TimestampNtz => Logical("long", "local-timestamp-micros"),
            FieldType.Text { Format: TextFormat.Uuid } => Logical("string", "uuid"),
            _ => "string",
        };
    }

    private static JsonObject Logical(string type, string name, params (string Key, int Value)[] more)
    {
        var schema = new JsonObject { ["type"] = type, ["logicalType"] = name };
        foreach (var (key, value) in more)
        {
            schema[key] = value;
        }
        return schema;
    }

    private string Unique(string path)
    {
        var name = Identifier(path.Replace("[]", "_item", StringComparison.Ordinal));
        for (var i = 2; !_names.Add(name); i++)
        {
            name = $"{Identifier(path)}_{i}";
        }
        return name;
    }

    private static string Identifier(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
