using Lakehouse.Quality.Protobuf;

namespace Lakehouse.Quality.Exchange;

/// <summary>Makes a contract from a message, for its records in ProtoJSON.</summary>
internal sealed class ProtobufImport(string file, ProtoFile proto, List<ConversionLoss> losses)
{
    private static readonly Dictionary<string, string> Wrappers = new()
    {
        ["google.protobuf.StringValue"] = "string",
        ["google.protobuf.BoolValue"] = "bool",
        ["google.protobuf.Int32Value"] = "int32",
        ["google.protobuf.Int64Value"] = "int64",
        ["google.protobuf.UInt32Value"] = "uint32",
        ["google.protobuf.UInt64Value"] = "uint64",
        ["google.protobuf.FloatValue"] = "float",
        ["google.protobuf.DoubleValue"] = "double",
        ["google.protobuf.BytesValue"] = "bytes",
    };

    private readonly ProtoTypes _types = new(proto);
    private readonly HashSet<string> _open = [];

    public DraftContract Read(string? name)
    {
        var message = name is null ? proto.Messages is [var first, ..] ? first : null
            : _types.Messages.GetValueOrDefault(name) ?? _types.Messages.Values.FirstOrDefault(m => m.Name == name);
        if (message is null)
        {
            throw ContractImporter.Refuse(file, name is null ? "it has no message" : $"it has no message '{name}'",
                NameGuess.Suggest(name ?? "", [.. _types.Messages.Keys]));
        }
        if (proto.Messages.Count > 1 && name is null)
        {
            losses.Add(new ConversionLoss("/", $"the other messages: {string.Join(", ", proto.Messages.Skip(1).Select(m => m.Name))}"));
        }
        return new DraftContract(message.FullName, "1.0.0", SafeNames.Of(message.Name, new HashSet<string>(), false), Fields(message, ""))
        {
            Name = message.Name,
            Description = message.Comment,
        };
    }

    private List<DraftField> Fields(ProtoMessage message, string path)
    {
        if (!_open.Add(message.FullName))
        {
            throw ContractImporter.Refuse(file, $"'{message.FullName}' contains itself", "Contracts have no recursion; declare so many levels as occur.");
        }
        foreach (var group in message.Fields.Where(f => f.Oneof is not null).GroupBy(f => f.Oneof))
        {
            Lose(path.Length == 0 ? "/" : path, $"that only one of {string.Join(", ", group.Select(f => f.Name))} is set");
        }
        var fields = message.Fields.Select(f => Field(f, message, path.Length == 0 ? f.Name : $"{path}.{f.Name}")).OfType<DraftField>().ToList();
        _open.Remove(message.FullName);
        return fields;
    }

    private DraftField? Field(ProtoField field, ProtoMessage message, string path)
    {
        if (field.MapKey is not null)
        {
            Lose(path, "the field: it is a map");
            return null;
        }
        if (Type(field, message, path) is not { } single)
        {
            return null;
        }
        var draft = field.Label == ProtoLabel.Repeated
            ? new DraftField(field.JsonName, "array") { Element = single with { Required = true } }
            : single with { Name = field.JsonName };
        return draft with { ColumnName = field.Name, Description = field.Comment, Required = field.Label == ProtoLabel.Required };
    }

    private DraftField? Type(ProtoField field, ProtoMessage message, string path)
    {
        if (_types.Resolve(field.Type, message.FullName) is { } own)
        {
            return _types.Enums.TryGetValue(own, out var list)
                ? new DraftField(field.JsonName, "string") { ValidValues = [.. list.Values.Select(v => DraftContract.Text(v.Key))] }
                : new DraftField(field.JsonName, "object") { Members = Fields(_types.Messages[own], path) };
        }
        var type = field.Type.TrimStart('.');
        switch (Wrappers.GetValueOrDefault(type, type))
        {
            case "string":
                return new DraftField(field.JsonName, "string");
            case "bool":
                return new DraftField(field.JsonName, "boolean");
            case "int32" or "sint32" or "sfixed32":
                return new DraftField(field.JsonName, "integer") { PhysicalType = "int" };
            case "uint32" or "fixed32":
                return new DraftField(field.JsonName, "integer") { Options = [("format", DraftContract.Text("u32"))] };
            case "int64" or "sint64" or "sfixed64" or "uint64" or "fixed64":
                Lose(path, "that it is a whole number of 64 bits: ProtoJSON writes those as texts");
                return new DraftField(field.JsonName, "string") { Options = [("pattern", DraftContract.Text("^-?[0-9]{1,20}$"))] };
            case "float" or "double":
                Lose(path, "NaN and the infinities, which ProtoJSON writes as texts");
                return new DraftField(field.JsonName, "number") { PhysicalType = field.Type == "float" ? "float" : "double" };
            case "bytes":
                return new DraftField(field.JsonName, "string") { Options = [("format", DraftContract.Text("byte"))] };
            case "google.protobuf.Timestamp":
                return new DraftField(field.JsonName, "timestamp");
            case "google.protobuf.Duration":
                Lose(path, "that it is a duration; it is written as text such as 1.5s");
                return new DraftField(field.JsonName, "string");
            default:
                Lose(path, $"the field: its type {field.Type} is defined in another file or has no fixed members");
                return null;
        }
    }

    private void Lose(string path, string what) => losses.Add(new ConversionLoss(path, what));
}
