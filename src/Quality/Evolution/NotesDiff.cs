using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Evolution;

/// <summary>Words for people that changed.</summary>
internal static class NotesDiff
{
    public static IEnumerable<ContractChange> Changes(Contract before, Contract after)
    {
        foreach (var (what, same) in new[]
        {
            ("the name", before.Name == after.Name),
            ("the status", before.Status == after.Status),
            ("the description", before.Description == after.Description),
            ("the team", before.Team?.Name == after.Team?.Name && (before.Team?.Members ?? []).SequenceEqual(after.Team?.Members ?? [])),
            ("the service levels", before.SlaProperties.SequenceEqual(after.SlaProperties)),
            ("the tags", before.Tags.SequenceEqual(after.Tags)),
        })
        {
            if (!same)
            {
                yield return Change("/", $"{what} changed");
            }
        }
        foreach (var key in Changed(before.Blocks, after.Blocks))
        {
            yield return Change("/" + key, $"'{key}' changed");
        }
        foreach (var field in after.Shape.All)
        {
            if (before.Shape.Find(field.Path) is { } old && Words(old.Notes, field.Notes) is { Count: > 0 } words)
            {
                yield return Change("/" + field.Path.Replace('.', '/'), $"'{field.Path}': {string.Join(", ", words)} changed") with
                {
                    Column = field.Path.Split('.', '[')[0],
                };
            }
        }
    }

    private static List<string> Words(FieldNotes old, FieldNotes next)
    {
        List<string> words = [];
        Add("description", old.Description == next.Description);
        Add("businessName", old.BusinessName == next.BusinessName);
        Add("classification", old.Classification == next.Classification);
        Add("criticalDataElement", old.CriticalDataElement == next.CriticalDataElement);
        Add("tags", old.Tags.SequenceEqual(next.Tags));
        words.AddRange(Changed(old.Blocks, next.Blocks));
        return words;

        void Add(string word, bool same)
        {
            if (!same)
            {
                words.Add(word);
            }
        }
    }

    private static IEnumerable<string> Changed(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> next) =>
        old.Keys.Union(next.Keys).Where(key => old.GetValueOrDefault(key) != next.GetValueOrDefault(key)).Order(StringComparer.Ordinal);

    private static ContractChange Change(string path, string message) =>
        new(ChangeKind.Documentation, ChangeCodes.DocumentationChanged, path, message);
}
