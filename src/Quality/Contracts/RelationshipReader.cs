using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Reads <c>relationships</c> of a property (one column) and of a table (one or several).</summary>
internal static class RelationshipReader
{
    private static readonly string[] Answers = ["block", "warn", "quarantine", "park", "ignore"];

    /// <summary>Those of a property: the column is the property itself.</summary>
    public static IEnumerable<ContractRelationship> OfProperty(MappingReader property, string path) =>
        Read(property, entry =>
        {
            if (entry.Has("from"))
            {
                entry.Node("from");
                entry.Report(ErrorCodes.BadRelationship, "from", $"{entry.Subject} stands at a property and has a 'from'",
                    "Remove 'from', or move the relationship to the table.");
            }
            return [path];
        });

    /// <summary>Those of a table.</summary>
    public static IEnumerable<ContractRelationship> OfTable(MappingReader table, string name, RecordShape shape) =>
        Read(table, entry =>
        {
            entry.Require("from", "Add 'from:' with a column, or a list of columns.");
            var from = entry.Texts("from").Select(f => f.StartsWith(name + ".", StringComparison.Ordinal) ? f[(name.Length + 1)..] : f).ToList();
            if (from.Find(f => !f.Contains('/', StringComparison.Ordinal) && shape.Find(f) is null) is { } unknown)
            {
                entry.Report(ErrorCodes.BadRelationship, "from", $"{entry.Subject} starts at '{YamlText.Shorten(unknown)}', which is no property of the table",
                    NameGuess.Suggest(unknown, [.. shape.All.Where(f => f.Type.IsSingle).Select(f => f.Path)]));
            }
            return from;
        });

    private static IEnumerable<ContractRelationship> Read(MappingReader owner, Func<MappingReader, IReadOnlyList<string>> readFrom)
    {
        foreach (var entry in owner.Mappings("relationships", static (_, above) => $"a relationship of {above.Subject}"))
        {
            StandardBlocks.CustomProperties(entry);
            entry.Text("type");
            var from = readFrom(entry);
            entry.Require("to", "Add 'to:' such as customers.id.");
            var to = entry.Texts("to");
            entry.Finish();
            if (to.FirstOrDefault(t => !t.Contains('.', StringComparison.Ordinal) && !t.Contains('/', StringComparison.Ordinal)) is { } bad)
            {
                entry.Report(ErrorCodes.BadRelationship, "to", $"{entry.Subject} leads to '{YamlText.Shorten(bad)}', which names no column of a table",
                    "Write table.column, or section/id/properties/id.");
            }
            else if (from.Count != to.Count && from.Count > 0 && to.Count > 0)
            {
                entry.Report(ErrorCodes.BadRelationship, "to", $"{entry.Subject} joins {from.Count} columns with {to.Count}", "Name as many columns on both sides.");
            }
            yield return WithAnswer(new ContractRelationship(from, to, entry.Position), entry);
        }
    }

    // What the project does when the other side is missing, as custom properties.
    private static ContractRelationship WithAnswer(ContractRelationship read, MappingReader entry)
    {
        var answer = StandardBlocks.CustomProperty(entry, "on_missing")?.Choice("value", Answers) ?? Answers[0];
        var parkFor = StandardBlocks.CustomProperty(entry, "park_for");
        var parkAtMost = StandardBlocks.CustomProperty(entry, "park_at_most");
        if ((parkFor ?? parkAtMost) is { } limit && answer != "park")
        {
            limit.Report(ErrorCodes.BadRelationship, "property",
                $"'{limit.Peek("property")}' of {entry.Subject} limits nothing",
                "Add the custom property 'on_missing' with the value 'park', or remove the limit.");
        }
        return read with
        {
            OnMissing = Enum.Parse<OnMissing>(answer, ignoreCase: true),
            ParkFor = parkFor?.Duration("value") ?? read.ParkFor,
            ParkAtMost = parkAtMost?.WholeNumber("value", 1) ?? read.ParkAtMost,
        };
    }
}
