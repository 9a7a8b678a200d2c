using System.Text.Json.Nodes;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Evolution;

/// <summary>Tells what changed between two versions of a contract or of a schema, and what it means.</summary>
public static class ContractDiff
{
    /// <summary>What changed between two schemas of one format.</summary>
    /// <param name="name">The file or contract, for reports.</param>
    /// <param name="earlier">The versions before, oldest first; at least one. The last one is compared in full.</param>
    /// <param name="next">The version after.</param>
    /// <param name="mode">What has to hold; null takes the new contract's own, or else <see cref="CompatibilityMode.Backward"/>.</param>
    public static SchemaDifference Compare(
        string name, IReadOnlyList<PayloadSchema> earlier, PayloadSchema next, CompatibilityMode? mode = null)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var (old, known) = (earlier[^1], earlier.SkipLast(1).ToList());
        if (old is PayloadSchema.Open { Contract: var before } && next is PayloadSchema.Open { Contract: var after })
        {
            var demanded = mode ?? after.Compatibility ?? CompatibilityMode.Backward;
            return Ordered(new SchemaDifference(name, demanded,
                [.. OfContracts(before, after, demanded), .. OfEarlier(known, next, demanded)])
            {
                OldVersion = before.Version,
                NewVersion = after.Version,
            });
        }
        var wanted = mode ?? CompatibilityMode.Backward;
        List<ContractChange> changes = [.. OfRecords(old, next, wanted), .. OfEarlier(known, next, wanted)];
        if (changes.Count == 0 && !IsSameText(old, next))
        {
            changes.Add(new ContractChange(ChangeKind.Additive, ChangeCodes.SchemaChanged, "/", "the schema changed and stays compatible in both directions"));
        }
        return Ordered(new SchemaDifference(name, wanted, changes)
        {
            OldVersion = IgluVersion(old),
            NewVersion = IgluVersion(next),
        });
    }

    private static SchemaDifference Ordered(SchemaDifference difference) =>
        difference with { Changes = [.. difference.Changes.OrderByDescending(change => change.Kind).DistinctBy(c => (c.Code, c.Path, c.Message))] };

    private static List<ContractChange> OfContracts(Contract before, Contract after, CompatibilityMode mode)
    {
        var breaks = mode == CompatibilityMode.None ? ChangeKind.Additive : ChangeKind.Breaking;
        var changes = OfRecords(new PayloadSchema.Open(before), new PayloadSchema.Open(after), mode).ToList();
        var fields = new FieldDiff(before.Shape, after.Shape, breaks).Changes().ToList();
        // What a change of the field says already is not told twice.
        changes.RemoveAll(c => fields.Exists(f => f.Path == c.Path && f.Kind >= c.Kind));
        changes.AddRange(fields);
        if (before.Table != after.Table)
        {
            changes.Add(new ContractChange(ChangeKind.Additive, ChangeCodes.TableRenamed, "/", $"the table '{before.Table}' is called '{after.Table}'"));
        }
        if (!before.PrimaryKey.Select(f => f.Path).SequenceEqual(after.PrimaryKey.Select(f => f.Path)))
        {
            changes.Add(new ContractChange(breaks, ChangeCodes.KeyChanged, "/",
                $"the primary key was ({Join(before.PrimaryKey)}) and is ({Join(after.PrimaryKey)})"));
        }
        changes.AddRange(CheckDiff.Changes(before.TableChecks, after.TableChecks));
        changes.AddRange(CheckDiff.Changes(before.Relationships, after.Relationships));
        changes.AddRange(NotesDiff.Changes(before, after));
        return changes;
    }

    private static string Join(IEnumerable<RecordField> key) => string.Join(", ", key.Select(f => f.Path));

    private static IEnumerable<ContractChange> OfRecords(PayloadSchema old, PayloadSchema next, CompatibilityMode mode) =>
        Changes(next.ProblemsReading(old), mode.IsBackward(), "new_reads_old", "")
            .Concat(Changes(old.ProblemsReading(next), mode.IsForward(), "old_reads_new", ""));

    private static IEnumerable<ContractChange> OfEarlier(List<PayloadSchema> earlier, PayloadSchema next, CompatibilityMode mode)
    {
        if (!mode.IsTransitive())
        {
            return [];
        }
        return earlier.SelectMany((old, i) =>
        {
            var since = $" (version {i + 1} of {earlier.Count + 1} before this one)";
            return (mode.IsBackward() ? Changes(next.ProblemsReading(old), true, "new_reads_old", since) : [])
                .Concat(mode.IsForward() ? Changes(old.ProblemsReading(next), true, "old_reads_new", since) : []);
        });
    }

    private static IEnumerable<ContractChange> Changes(
        IEnumerable<Incompatibility> problems, bool isDemanded, string direction, string since) => problems.Select(problem =>
            new ContractChange(isDemanded && !problem.IsWarning ? ChangeKind.Breaking : ChangeKind.Additive, problem.Code, problem.Path,
                problem.Message + since)
            {
                Column = ColumnOf(problem.Path),
                Direction = direction,
            });

    internal static string? ColumnOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private static bool IsSameText(PayloadSchema old, PayloadSchema next) => (old, next) switch
    {
        (PayloadSchema.Json a, PayloadSchema.Json b) => JsonNode.DeepEquals(a.Schema, b.Schema),
        _ => false,
    };

    private static string? IgluVersion(PayloadSchema schema) =>
        schema is PayloadSchema.Json { Schema: JsonObject root } && root["self"] is JsonObject self ? self["version"]?.ToString() : null;
}
