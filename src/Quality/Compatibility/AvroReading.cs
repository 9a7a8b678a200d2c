using Lakehouse.Quality.Avro;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Whether one Avro schema reads all that another writes: the same answers as Apache Avro for Java 1.12.</summary>
/// <remarks>Avro specification, section "Schema Resolution". Branches of unions are judged without a place of their own.</remarks>
internal sealed class AvroReading
{
    private readonly Dictionary<(AvroSchema Reader, AvroSchema Writer), IReadOnlyList<Incompatibility>?> _known = [];

    /// <summary>Everything that keeps <paramref name="reader"/> from reading what <paramref name="writer"/> writes.</summary>
    public static IReadOnlyList<Incompatibility> Problems(AvroSchema reader, AvroSchema writer) =>
        [.. new AvroReading().Compare(reader, writer, "/"), .. AvroLogicalReading.Warnings(reader, writer)];

    // Schemas that refer to themselves are compatible until something else says they are not.
    private IReadOnlyList<Incompatibility> Compare(AvroSchema reader, AvroSchema writer, string path)
    {
        if (_known.TryGetValue((reader, writer), out var known))
        {
            return known ?? [];
        }
        _known[(reader, writer)] = null;
        List<Incompatibility> found = [.. Calculate(reader, writer, path)];
        _known[(reader, writer)] = found;
        return found;
    }

    private IEnumerable<Incompatibility> Calculate(AvroSchema reader, AvroSchema writer, string path) => (reader, writer) switch
    {
        (AvroSchema.Union, AvroSchema.Union all) => all.Branches.SelectMany((branch, i) =>
            Compare(reader, branch, "/").Count > 0 ? [LacksBranch(branch, Below(path, i))] : Array.Empty<Incompatibility>()),
        (_, AvroSchema.Union all) => all.Branches.SelectMany((branch, i) => Compare(reader, branch, Below(path, i))),
        (AvroSchema.Union any, _) => any.Branches.Any(branch => Compare(branch, writer, "/").Count == 0)
            ? [] : [LacksBranch(writer, path)],
        (AvroSchema.Array to, AvroSchema.Array from) => Compare(to.Items, from.Items, Below(path, "items")),
        (AvroSchema.Map to, AvroSchema.Map from) => Compare(to.Values, from.Values, Below(path, "values")),
        (AvroSchema.Fixed to, AvroSchema.Fixed from) => Names(to, from, path).Concat(to.SizeBytes == from.SizeBytes ? [] : [
            new Incompatibility(CompatibilityCodes.FixedSizeMismatch, Below(path, "size"),
                $"'{to.Name.Full}' is read with {to.SizeBytes} bytes and written with {from.SizeBytes}")]),
        (AvroSchema.Enumeration to, AvroSchema.Enumeration from) => Names(to, from, path).Concat(Symbols(to, from, path)),
        (AvroSchema.Record to, AvroSchema.Record from) => Names(to, from, path).Concat(Fields(to, from, path)),
        _ => IsPromoted(writer.TypeName, reader.TypeName) ? [] : [new Incompatibility(CompatibilityCodes.TypeMismatch, path,
            $"a value of type {writer.TypeName} is written where {reader.TypeName} is read")],
    };

    private static bool IsPromoted(string writer, string reader) => writer == reader || (writer, reader) switch
    {
        ("int", "long" or "float" or "double") or ("long", "float" or "double") or ("float", "double") => true,
        ("string", "bytes") or ("bytes", "string") => true,
        _ => false,
    };

    private static Incompatibility LacksBranch(AvroSchema writer, string path) => new(
        CompatibilityCodes.MissingUnionBranch, path, $"no branch of the union reads what is written as {writer.TypeName}");

    private static IEnumerable<Incompatibility> Names(AvroSchema.Named reader, AvroSchema.Named writer, string path)
    {
        if (reader.Name.Short != writer.Name.Short && !reader.Aliases.Contains(writer.Name.Full))
        {
            yield return new Incompatibility(CompatibilityCodes.NameMismatch, Below(path, "name"),
                $"'{writer.Name.Full}' is written where '{reader.Name.Full}' is read, and no alias joins them");
        }
    }

    private static IEnumerable<Incompatibility> Symbols(AvroSchema.Enumeration reader, AvroSchema.Enumeration writer, string path)
    {
        var missing = writer.Symbols.Except(reader.Symbols).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0 && reader.Default is null)
        {
            yield return new Incompatibility(CompatibilityCodes.MissingEnumSymbols, Below(path, "symbols"),
                $"the symbols {string.Join(", ", missing)} are written, not known to the reader, and it has no default symbol");
        }
    }

    private IEnumerable<Incompatibility> Fields(AvroSchema.Record reader, AvroSchema.Record writer, string path)
    {
        for (var i = 0; i < reader.Fields.Count; i++)
        {
            var (field, place) = (reader.Fields[i], Below(Below(path, "fields"), i));
            var written = writer.Fields.Where(f => f.Name == field.Name || field.Aliases.Contains(f.Name)).ToList();
            if (written.Count > 1)
            {
                yield return new Incompatibility(CompatibilityCodes.AmbiguousField, place,
                    $"'{field.Name}' and its aliases mean several fields that are written: {string.Join(", ", written.Select(f => f.Name))}");
            }
            else if (written.Count == 0 && field.Default is null)
            {
                yield return new Incompatibility(CompatibilityCodes.MissingDefault, place,
                    $"the field '{field.Name}' is read, is not written, and has no default");
            }
            else if (written.Count == 1)
            {
                foreach (var problem in Compare(field.Schema, written[0].Schema, Below(place, "type")))
                {
                    yield return problem;
                }
            }
        }
    }

    private static string Below(string path, object token) => path == "/" ? $"/{token}" : $"{path}/{token}";
}
