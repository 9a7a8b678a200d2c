using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Avro;

/// <summary>Reads Avro schemas from JSON by the rules of the specification, version 1.12.</summary>
public sealed partial class AvroSchemaReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 200 };

    private static readonly string[] Primitives =
        ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    private readonly Dictionary<string, AvroSchema.Named> _named = new(StringComparer.Ordinal);
    private readonly string _file;

    private AvroSchemaReader(string file) => _file = file;

    /// <summary>Reads one schema.</summary>
    /// <param name="file">Where it comes from, for messages.</param>
    /// <param name="json">The schema.</param>
    /// <exception cref="ContractException"><see cref="ErrorCodes.BadSchema"/>: it is no Avro schema.</exception>
    public static AvroSchema Read(string file, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return new AvroSchemaReader(file).Read(document.RootElement, "", "");
        }
        catch (JsonException e)
        {
            throw SchemaProblem.At(file, $"it is no JSON: {e.Message}");
        }
    }

    private AvroSchema Read(JsonElement node, string enclosing, string path) => node.ValueKind switch
    {
        JsonValueKind.String => Resolve(node.GetString()!, enclosing, path),
        JsonValueKind.Array => ReadUnion(node, enclosing, path),
        JsonValueKind.Object => ReadObject(node, enclosing, path),
        _ => throw Refuse(path, "a schema is a name, a list or an object"),
    };

    private AvroSchema Resolve(string name, string enclosing, string path)
    {
        if (Primitives.Contains(name))
        {
            return new AvroSchema.Primitive(name);
        }
        return _named.GetValueOrDefault(AvroName.Of(name, enclosing).Full) ?? _named.GetValueOrDefault(name)
            ?? throw Refuse(path, $"the type '{name}' is not defined before this place");
    }

    private AvroSchema.Union ReadUnion(JsonElement node, string enclosing, string path)
    {
        var branches = new List<AvroSchema>();
        foreach (var branch in node.EnumerateArray())
        {
            var schema = Read(branch, enclosing, $"{path}/{branches.Count}");
            if (schema is AvroSchema.Union || branches.Exists(b => BranchName(b) == BranchName(schema)))
            {
                throw Refuse($"{path}/{branches.Count}", $"a union has the branch '{BranchName(schema)}' twice or holds a union");
            }
            branches.Add(schema);
        }
        return new AvroSchema.Union(branches);
    }

    private static string BranchName(AvroSchema schema) => schema is AvroSchema.Named named ? named.Name.Full : schema.TypeName;

    private AvroSchema ReadObject(JsonElement node, string enclosing, string path)
    {
        if (!node.TryGetProperty("type", out var type))
        {
            throw Refuse(path, "'type' is missing");
        }
        if (type.ValueKind != JsonValueKind.String)
        {
            return Read(type, enclosing, $"{path}/type");
        }
        switch (type.GetString())
        {
            case "record" or "error":
                return ReadRecord(node, enclosing, path);
            case "enum":
                return ReadEnum(node, enclosing, path);
            case "fixed":
                return ReadFixed(node, enclosing, path);
            case "array":
                return new AvroSchema.Array(Read(Member(node, "items", path), enclosing, $"{path}/items"));
            case "map":
                return new AvroSchema.Map(Read(Member(node, "values", path), enclosing, $"{path}/values"));
            case { } name when Primitives.Contains(name):
                return new AvroSchema.Primitive(name) { Logical = AvroLogicalTypes.Read(node, name, int.MaxValue) };
            case { } name:
                return Resolve(name, enclosing, $"{path}/type");
            default:
                throw Refuse($"{path}/type", "the type has no name");
        }
    }

    private AvroSchema.Record ReadRecord(JsonElement node, string enclosing, string path)
    {
        var name = ReadName(node, enclosing, path);
        var record = Define(new AvroSchema.Record(name) { Aliases = Aliases(node, name.Namespace), Doc = Text(node, "doc") }, path);
        var fields = new List<AvroField>();
        foreach (var field in Items(node, "fields", path))
        {
            var place = $"{path}/fields/{fields.Count}";
            var fieldName = Text(field, "name") ?? throw Refuse(place, "'name' is missing");
            if (!NameForm().IsMatch(fieldName) || fields.Exists(f => f.Name == fieldName))
            {
                throw Refuse(place, $"the field name '{fieldName}' is not allowed or stands twice");
            }
            fields.Add(ReadField(field, fieldName, name.Namespace, place));
        }
        record.Fields = fields;
        return record;
    }

    private AvroField ReadField(JsonElement field, string name, string enclosing, string path)
    {
        var schema = Read(Member(field, "type", path), enclosing, $"{path}/type");
        var hasDefault = field.TryGetProperty("default", out var value);
        if (hasDefault && !AvroDefaults.Fits(schema, value))
        {
            throw Refuse($"{path}/default", $"the default of '{name}' is no value of its type");
        }
        return new AvroField(name, schema)
        {
            Default = hasDefault ? value.Clone() : null,
            Aliases = [.. Items(field, "aliases").Select(a => a.ToString())],
            Doc = Text(field, "doc"),
        };
    }

    private AvroSchema.Enumeration ReadEnum(JsonElement node, string enclosing, string path)
    {
        var name = ReadName(node, enclosing, path);
        var symbols = Items(node, "symbols", path).Select(s => s.ToString()).ToList();
        var fallback = Text(node, "default");
        if (symbols.Find(s => !NameForm().IsMatch(s)) is { } bad)
        {
            throw Refuse($"{path}/symbols", $"the symbol '{bad}' is not allowed");
        }
        if (symbols.Distinct().Count() < symbols.Count || (fallback is not null && !symbols.Contains(fallback)))
        {
            throw Refuse($"{path}/symbols", "a symbol stands twice, or the default is none of them");
        }
        return Define(new AvroSchema.Enumeration(name, symbols, fallback)
        {
            Aliases = Aliases(node, name.Namespace),
            Doc = Text(node, "doc"),
        }, path);
    }

    private AvroSchema.Fixed ReadFixed(JsonElement node, string enclosing, string path)
    {
        var name = ReadName(node, enclosing, path);
        if (!node.TryGetProperty("size", out var size) || !size.TryGetInt32(out var bytes) || bytes < 0)
        {
            throw Refuse($"{path}/size", "'size' is no whole number of bytes");
        }
        return Define(new AvroSchema.Fixed(name, bytes)
        {
            Aliases = Aliases(node, name.Namespace),
            Logical = AvroLogicalTypes.Read(node, "fixed", bytes),
        }, path);
    }

    private T Define<T>(T schema, string path)
        where T : AvroSchema.Named => _named.TryAdd(schema.Name.Full, schema)
        ? schema
        : throw Refuse(path, $"the name '{schema.Name.Full}' is defined twice");

    private AvroName ReadName(JsonElement node, string enclosing, string path)
    {
        var written = Text(node, "name") ?? throw Refuse(path, "'name' is missing");
        var name = AvroName.Of(written, Text(node, "namespace") ?? enclosing);
        return name.Full.Split('.').All(part => NameForm().IsMatch(part)) && !Primitives.Contains(name.Full)
            ? name
            : throw Refuse($"{path}/name", $"'{written}' is no name of a type");
    }

    private static List<string> Aliases(JsonElement node, string space) =>
        [.. Items(node, "aliases").Select(alias => AvroName.Of(alias.ToString(), space).Full)];

    private JsonElement Member(JsonElement node, string key, string path) =>
        node.TryGetProperty(key, out var member) ? member : throw Refuse(path, $"'{key}' is missing");

    private List<JsonElement> Items(JsonElement node, string key, string path) =>
        Member(node, key, path) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray()]
            : throw Refuse($"{path}/{key}", "it is no list");

    private static List<JsonElement> Items(JsonElement node, string key) =>
        node.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement node, string key) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(key, out var text)
            && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private ContractException Refuse(string path, string reason) =>
        SchemaProblem.At(_file, $"{reason} (at {(path.Length == 0 ? "/" : path)})");

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
