using System.Text;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Protobuf;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Exchange;

/// <summary>Writes a contract as a message of proto3; fields are numbered in the order of the contract.</summary>
internal sealed class ProtobufExport(List<ConversionLoss> losses)
{
    private readonly StringBuilder _text = new();

    public string Write(Contract contract)
    {
        _text.Append("syntax = \"proto3\";\n\n");
        _text.Append($"package {string.Join('.', contract.Key.Split('/')[..^1].Append("v" + contract.Version.Split('.', '-')[0]))};\n\n");
        if (contract.Shape.All.Any(f => f.Type is FieldType.Timestamp))
        {
            _text.Append("import \"google/protobuf/timestamp.proto\";\n\n");
        }
        if (contract.PrimaryKey.Count > 0)
        {
            losses.Add(new ConversionLoss("/", "the primary key"));
        }
        Comment(contract.TableDescription ?? contract.Description?.Purpose, "");
        Message(MessageName(contract.Table), contract.Shape.Columns, "");
        return _text.ToString();
    }

    private void Message(string name, IReadOnlyList<RecordField> fields, string indent)
    {
        _text.Append($"{indent}message {name} {{\n");
        var inside = indent + "  ";
        foreach (var field in fields)
        {
            var element = field.Type is FieldType.Array a ? a.Element : field;
            if (element.Type is FieldType.Object o)
            {
                Message(MessageName(field.Name), o.Fields, inside);
            }
        }
        for (var i = 0; i < fields.Count; i++)
        {
            Field(fields[i], i + 1, inside);
        }
        _text.Append($"{indent}}}\n");
    }

    private void Field(RecordField field, int number, string indent)
    {
        losses.AddRange(ContractExporter.Notes(field, keepsKey: false));
        losses.AddRange(ContractExporter.Limits(field, _ => true));
        if (field.Notes.Blocks.ContainsKey("examples"))
        {
            losses.Add(new ConversionLoss(field.Path, "the examples"));
        }
        if (field.Required && field.Type is not FieldType.Array)
        {
            losses.Add(new ConversionLoss(field.Path, "that it is required"));
        }
        var isList = field.Type is FieldType.Array;
        var element = isList ? ((FieldType.Array)field.Type).Element : field;
        if (element.Type is FieldType.Array)
        {
            losses.Add(new ConversionLoss(field.Path, "the field: proto3 has no lists of lists"));
            _text.Append($"{indent}reserved {number};\n");
            return;
        }
        if (isList)
        {
            losses.AddRange(ContractExporter.Limits(element, _ => true));
        }
        Comment(field.Notes.Description, indent);
        var label = isList ? "repeated " : field.Required || element.Type is FieldType.Object or FieldType.Timestamp ? "" : "optional ";
        var jsonName = ProtoNames.JsonName(field.Name) == field.JsonName ? "" : $" [json_name = \"{Escape(field.JsonName)}\"]";
        _text.Append($"{indent}{label}{TypeOf(element, field)} {field.Name} = {number}{jsonName};\n");
    }

    private string TypeOf(RecordField element, RecordField field)
    {
        var type = element.Type switch
        {
            FieldType.Object => MessageName(field.Name),
            FieldType.Boolean => "bool",
            FieldType.Integer { Bits: 32 } => "int32",
            FieldType.Integer => "int64",
            FieldType.Double => "double",
            FieldType.Float => "float",
            FieldType.Timestamp => "google.protobuf.Timestamp",
            _ => "string",
        };
        if (type == "string" && element.Type is not FieldType.Text)
        {
            losses.Add(new ConversionLoss(field.Path, $"that it is a {element.Type}; it is written as a string"));
        }
        return type;
    }

    private void Comment(string? words, string indent)
    {
        foreach (var line in words?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            _text.Append($"{indent}// {line.Trim()}\n");
        }
    }

    private static string MessageName(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
