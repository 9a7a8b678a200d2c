namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>Finds the name that was probably meant by a misspelt one.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest edits, or null when none is near.</summary>
    public static string? Find(string given, IEnumerable<string> known)
    {
        var best = known.Select(name => (Name: name, Edits: Edits(given.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(pair => pair.Edits).ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Edits <= Math.Max(1, given.Length / 3) ? best.Name : null;
    }

    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < to.Length; j++)
            {
                var replaced = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], row[j + 1]) + 1);
            }
        }
        return row[^1];
    }
}
