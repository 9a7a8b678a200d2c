using Lakehouse.Quality.Protobuf;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Whether programs made from one <c>.proto</c> file read what others write, in binary and in JSON.</summary>
/// <remarks>Protocol Buffers, "Updating A Message Type" and "ProtoJSON Format". Fields nobody knows are skipped.</remarks>
internal sealed class ProtobufReading(ProtoFile reader, ProtoFile writer)
{
    private readonly ProtoTypes _readerTypes = new(reader);
    private readonly ProtoTypes _writerTypes = new(writer);
    private readonly List<Incompatibility> _problems = [];

    /// <summary>Everything that keeps <paramref name="reader"/> from reading what <paramref name="writer"/> writes.</summary>
    public static IReadOnlyList<Incompatibility> Problems(ProtoFile reader, ProtoFile writer)
    {
        var reading = new ProtobufReading(reader, writer);
        reading.CompareFiles();
        return reading._problems;
    }

    private void CompareFiles()
    {
        if (reader.Package != writer.Package)
        {
            Add(CompatibilityCodes.PackageChanged, "", $"the package is '{reader.Package}' for the reader and '{writer.Package}' for the writer");
            return;
        }
        foreach (var (name, written) in _writerTypes.Messages)
        {
            if (_readerTypes.Messages.TryGetValue(name, out var read))
            {
                CompareMessages(read, written);
            }
            else
            {
                Add(CompatibilityCodes.MessageRemoved, Path(name), $"the message '{name}' is written and not known to the reader");
            }
        }
        foreach (var (name, written) in _writerTypes.Enums)
        {
            if (_readerTypes.Enums.TryGetValue(name, out var read))
            {
                CompareEnums(read, written);
            }
        }
    }

    private void CompareMessages(ProtoMessage read, ProtoMessage written)
    {
        var numbers = read.Fields.ToDictionary(f => f.Number);
        foreach (var field in written.Fields)
        {
            var path = Path(written.FullName, field.Name);
            if (read.Reserved.Holds(field.Number, field.Name))
            {
                if (numbers.ContainsKey(field.Number))
                {
                    Add(CompatibilityCodes.NumberReserved, path, $"the reader reserves the name '{field.Name}' or its number {field.Number} and uses it");
                }
            }
            else if (numbers.TryGetValue(field.Number, out var same))
            {
                CompareFields(same, field, read, written, path);
            }
            else if (read.Fields.FirstOrDefault(f => f.JsonName == field.JsonName) is { } moved)
            {
                Add(CompatibilityCodes.WireTypeChanged, path, $"'{field.Name}' has the number {moved.Number} for the reader and {field.Number} for the writer");
            }
            else
            {
                Warn(CompatibilityCodes.NumberNotReserved, path, $"'{field.Name}' with the number {field.Number} is written, not read and not reserved; another field can take the number");
            }
        }
        foreach (var field in read.Fields.Where(f => written.Reserved.Holds(f.Number, f.Name)))
        {
            Add(CompatibilityCodes.NumberReserved, Path(read.FullName, field.Name),
                $"the reader uses the number {field.Number} or the name '{field.Name}', which the writer reserves since it had another meaning");
        }
        foreach (var field in read.Fields.Where(f => f.Label == ProtoLabel.Required
            && written.Fields.FirstOrDefault(w => w.Number == f.Number) is not { Label: ProtoLabel.Required }))
        {
            Add(CompatibilityCodes.RequiredAdded, Path(read.FullName, field.Name), $"'{field.Name}' is required by the reader and may be absent from what is written");
        }
        CompareOneofs(read, written);
    }

    private void CompareFields(ProtoField read, ProtoField written, ProtoMessage readIn, ProtoMessage writtenIn, string path)
    {
        if (read.JsonName != written.JsonName)
        {
            Add(CompatibilityCodes.JsonNameChanged, path, $"the field {read.Number} is '{written.JsonName}' in written JSON and '{read.JsonName}' for the reader");
        }
        if ((read.MapKey is null) != (written.MapKey is null))
        {
            Add(CompatibilityCodes.CardinalityChanged, path, $"'{read.Name}' is a map for one side only");
            return;
        }
        var (from, to) = (TypeOf(written, writtenIn, _writerTypes), TypeOf(read, readIn, _readerTypes));
        if (read.Label == ProtoLabel.Repeated != (written.Label == ProtoLabel.Repeated))
        {
            Add(CompatibilityCodes.CardinalityChanged, path, read.Label == ProtoLabel.Repeated
                ? $"'{read.Name}' is a list for the reader and a single value in written JSON"
                : $"'{read.Name}' is written as a list; the reader keeps one value of it");
        }
        CompareTypes(to, from, read.Name, path);
        if (read.MapKey is not null && read.MapKey != written.MapKey)
        {
            CompareTypes(read.MapKey, written.MapKey!, $"the keys of {read.Name}", path);
        }
    }

    private static string TypeOf(ProtoField field, ProtoMessage message, ProtoTypes types) => ProtoNames.Scalars.Contains(field.Type)
        ? field.Type
        : types.Resolve(field.Type, message.FullName) is { } own
            ? (types.Enums.ContainsKey(own) ? "enum " : "message ") + own
            : "imported " + field.Type.TrimStart('.');

    private void CompareTypes(string read, string written, string name, string path)
    {
        if (read == written || IsWider(written, read))
        {
            return;
        }
        var (readWire, writtenWire) = (ProtoWire.Of(read), ProtoWire.Of(written));
        Add(readWire == writtenWire ? CompatibilityCodes.ValuesChanged : CompatibilityCodes.WireTypeChanged, path,
            readWire == writtenWire
                ? $"'{name}' is written as {written} and read as {read}: the bytes fit, values are cut off or change"
                : $"'{name}' is written as {written} and read as {read}, which is another encoding");
    }

    // The same bytes and the same JSON: what is read is what was written. 64-bit numbers are texts in JSON, which readers
    // of numbers accept, and the reverse.
    private static bool IsWider(string written, string read) => (written, read) switch
    {
        ("int32", "int64") or ("uint32", "uint64") or ("uint32", "int64") or ("sint32", "sint64") => true,
        _ => false,
    };

    private void CompareOneofs(ProtoMessage read, ProtoMessage written)
    {
        foreach (var group in read.Fields.Where(f => f.Oneof is not null).GroupBy(f => f.Oneof))
        {
            var before = group.Select(f => written.Fields.FirstOrDefault(w => w.Number == f.Number)).OfType<ProtoField>().ToList();
            if (before.Count > 1 && before.Select(f => f.Oneof ?? "." + f.Name).Distinct().Count() > 1)
            {
                Add(CompatibilityCodes.OneofNarrowed, Path(read.FullName, group.Key!),
                    $"{string.Join(", ", before.Select(f => f.Name))} can be written together; the reader keeps one of them");
            }
        }
    }

    private void CompareEnums(ProtoEnum read, ProtoEnum written)
    {
        foreach (var (name, number) in written.Values)
        {
            var names = read.Values.Where(v => v.Value == number).Select(v => v.Key).ToList();
            if (names.Count == 0)
            {
                Add(CompatibilityCodes.EnumValueRemoved, Path(written.FullName, name), $"the value {name} = {number} is written and not known to the reader");
            }
            else if (!names.Contains(name))
            {
                Add(CompatibilityCodes.EnumValueRenamed, Path(written.FullName, name), $"the value {number} is '{name}' in written JSON and '{names[0]}' for the reader");
            }
        }
    }

    private static string Path(params IEnumerable<string> names) => "/" + string.Join('/', names);

    private void Add(string code, string path, string message) => _problems.Add(new Incompatibility(code, path, message));

    private void Warn(string code, string path, string message) =>
        _problems.Add(new Incompatibility(code, path, message) { IsWarning = true });
}
