using System.Text.Json;
using Lakehouse.Quality.Avro;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Exchange;

/// <summary>Makes a contract from an Avro record.</summary>
internal sealed class AvroImport(string file, List<ConversionLoss> losses)
{
    private readonly HashSet<AvroSchema> _open = new(ReferenceEqualityComparer.Instance);

    public DraftContract Read(AvroSchema schema)
    {
        if (schema is not AvroSchema.Record record)
        {
            throw ContractImporter.Refuse(file, $"it is of type {schema.TypeName}, not a record", "Name a schema whose outermost type is a record.");
        }
        return new DraftContract(record.Name.Full, "1.0.0", SafeNames.Of(record.Name.Short, new HashSet<string>(), false), Fields(record, ""))
        {
            Name = record.Name.Short,
            Description = record.Doc,
        };
    }

    private List<DraftField> Fields(AvroSchema.Record record, string path)
    {
        if (!_open.Add(record))
        {
            throw ContractImporter.Refuse(file, $"'{record.Name.Full}' contains itself", "Contracts have no recursion; declare so many levels as occur.");
        }
        var fields = record.Fields.Select(field => Field(field, path.Length == 0 ? field.Name : $"{path}.{field.Name}")).OfType<DraftField>().ToList();
        _open.Remove(record);
        return fields;
    }

    private DraftField? Field(AvroField field, string path)
    {
        if (field.Default is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) })
        {
            Lose(path, "the default: a contract fills in nothing");
        }
        if (field.Aliases.Count > 0)
        {
            Lose(path, $"the aliases {string.Join(", ", field.Aliases)}");
        }
        return Type(field.Name, field.Schema, path) is { } draft ? draft with { Description = field.Doc } : null;
    }

    private DraftField? Type(string name, AvroSchema schema, string path)
    {
        if (schema is AvroSchema.Union union)
        {
            var branches = union.Branches.Where(b => b.TypeName != "null").ToList();
            if (branches.Count != 1)
            {
                Lose(path, $"the field: it is a union of {string.Join(", ", union.Branches.Select(b => b.TypeName))}");
                return null;
            }
            return Type(name, branches[0], path) is { } branch ? branch with { Required = branches.Count == union.Branches.Count && branch.Required } : null;
        }
        var draft = schema switch
        {
            AvroSchema.Record record => new DraftField(name, "object") { Members = Fields(record, path) },
            AvroSchema.Array array => Type("[]", array.Items, path + "[]") is { } element
                ? new DraftField(name, "array") { Element = element } : null,
            AvroSchema.Enumeration list => Enumeration(name, list, path),
            AvroSchema.Map => Lost(path, "the field: it is a map"),
            _ => Single(name, schema, path),
        };
        return draft is null ? null : draft with { Required = true };
    }

    private DraftField Enumeration(string name, AvroSchema.Enumeration list, string path)
    {
        if (list.Default is not null)
        {
            Lose(path, $"the default symbol '{list.Default}'");
        }
        return new DraftField(name, "string") { ValidValues = [.. list.Symbols.Select(s => DraftContract.Text(s))] };
    }

    private DraftField? Single(string name, AvroSchema schema, string path)
    {
        var logical = schema.Logical;
        switch (logical?.Name)
        {
            case "decimal" when logical.Precision <= 38:
                return new DraftField(name, "number") { PhysicalType = $"decimal({logical.Precision},{logical.Scale})" };
            case "decimal":
                return Lost(path, $"the field: {logical} has more than 38 digits");
            case "date":
                return new DraftField(name, "date");
            case "uuid":
                return Text("uuid");
            case { } time when time.StartsWith("time-", StringComparison.Ordinal):
                return new DraftField(name, "time");
            case { } stamp when stamp.Contains("timestamp", StringComparison.Ordinal):
                if (stamp.EndsWith("nanos", StringComparison.Ordinal))
                {
                    Lose(path, "nanoseconds: a table keeps microseconds");
                }
                return new DraftField(name, "timestamp")
                {
                    Options = stamp.StartsWith("local", StringComparison.Ordinal) ? [("timezone", DraftContract.Plain("false"))] : [],
                };
        }
        switch (schema.TypeName)
        {
            case "boolean":
                return new DraftField(name, "boolean");
            case "int":
                return new DraftField(name, "integer") { PhysicalType = "int" };
            case "long":
                return new DraftField(name, "integer") { PhysicalType = "bigint" };
            case "float" or "double":
                return new DraftField(name, "number") { PhysicalType = schema.TypeName };
            case "bytes" or "fixed":
                Lose(path, schema is AvroSchema.Fixed f ? $"that it has {f.SizeBytes} bytes; they become base64" : "that it is bytes; they become base64");
                return Text("byte");
            case "string":
                return new DraftField(name, "string");
            default:
                return Lost(path, "the field: it is always null");
        }

        DraftField Text(string format) => new(name, "string") { Options = [("format", (YamlNode)DraftContract.Text(format))] };
    }

    private DraftField? Lost(string path, string what)
    {
        Lose(path, what);
        return null;
    }

    private void Lose(string path, string what) => losses.Add(new ConversionLoss(path, what));
}
