using Lakehouse.Quality.Avro;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Warns where Avro accepts a pair although the logical types give the same bytes different meanings.</summary>
internal static class AvroLogicalReading
{
    /// <summary>Warnings for all places that both schemas have, by the reader's path.</summary>
    public static IReadOnlyList<Incompatibility> Warnings(AvroSchema reader, AvroSchema writer)
    {
        var warnings = new List<Incompatibility>();
        Walk(reader, writer, "", warnings, []);
        return warnings;
    }

    private static void Walk(AvroSchema reader, AvroSchema writer, string path, List<Incompatibility> warnings,
        HashSet<(AvroSchema, AvroSchema)> seen)
    {
        if (!seen.Add((reader, writer)))
        {
            return;
        }
        switch (reader, writer)
        {
            case (AvroSchema.Record to, AvroSchema.Record from):
                for (var i = 0; i < to.Fields.Count; i++)
                {
                    var field = to.Fields[i];
                    if (from.Fields.FirstOrDefault(f => f.Name == field.Name || field.Aliases.Contains(f.Name)) is { } written)
                    {
                        Walk(field.Schema, written.Schema, $"{path}/fields/{i}/type", warnings, seen);
                    }
                }
                break;
            case (AvroSchema.Array to, AvroSchema.Array from):
                Walk(to.Items, from.Items, $"{path}/items", warnings, seen);
                break;
            case (AvroSchema.Map to, AvroSchema.Map from):
                Walk(to.Values, from.Values, $"{path}/values", warnings, seen);
                break;
            case (AvroSchema.Union to, AvroSchema.Union from):
                for (var i = 0; i < to.Branches.Count; i++)
                {
                    if (from.Branches.FirstOrDefault(b => SameBranch(b, to.Branches[i])) is { } written)
                    {
                        Walk(to.Branches[i], written, $"{path}/{i}", warnings, seen);
                    }
                }
                break;
            case (AvroSchema.Union to, _):
                var branch = to.Branches.ToList().FindIndex(b => SameBranch(b, writer));
                if (branch >= 0)
                {
                    Walk(to.Branches[branch], writer, $"{path}/{branch}", warnings, seen);
                }
                break;
            default:
                if (IsAnotherMeaning(reader, writer))
                {
                    warnings.Add(new Incompatibility(CompatibilityCodes.LogicalTypeChanged, path.Length == 0 ? "/" : path,
                        $"what is written as {Describe(writer)} is read as {Describe(reader)}: Avro accepts it, the values change their meaning")
                    {
                        IsWarning = true,
                    });
                }
                break;
        }
    }

    // A decimal may grow in precision, and a plain reader sees the stored number, which it is free to do.
    private static bool IsAnotherMeaning(AvroSchema reader, AvroSchema writer) =>
        reader.Logical is not null || writer.Logical is not null
            ? (reader.Logical, writer.Logical) switch
            {
                ({ Name: "decimal" } to, { Name: "decimal" } from) =>
                    to.Scale != from.Scale || to.Precision < from.Precision,
                (null, { Name: "uuid" }) => false,
                var (to, from) => to != from,
            }
            : false;

    private static bool SameBranch(AvroSchema a, AvroSchema b) => a is AvroSchema.Named left && b is AvroSchema.Named right
        ? left.Name.Short == right.Name.Short
        : a.TypeName == b.TypeName;

    private static string Describe(AvroSchema schema) =>
        schema.Logical is null ? schema.TypeName : $"{schema.TypeName} ({schema.Logical})";
}
