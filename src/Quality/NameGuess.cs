namespace Lakehouse.Quality;

/// <summary>Finds the name that was probably meant by a misspelt one.</summary>
public static class NameGuess
{
    private const int LongestGuessed = 64;

    /// <summary>The known name nearest to <paramref name="given"/>, or null when none is near.</summary>
    public static string? Nearest(string given, IEnumerable<string> known)
    {
        if (given.Length > LongestGuessed)
        {
            return null;
        }
        var wanted = Simplify(given);
        var (best, distance) = known
            .Select(name => (name, distance: Distance(wanted, Simplify(name))))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best is not null && distance <= Math.Max(1, wanted.Length / 3) ? best : null;
    }

    /// <summary>A next step: the near name, or all names when they are few, or where to look.</summary>
    public static string Suggest(string given, IReadOnlyCollection<string> known)
    {
        if (Nearest(given, known) is { } near)
        {
            return $"Did you mean '{near}'?";
        }
        return known.Count == 0
            ? "Remove it."
            : $"Use one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
    }

    private static string Simplify(string name) =>
        string.Concat(name.Where(c => c is not ('_' or '-' or ' '))).ToLowerInvariant();

    // Edit distance with transpositions of neighbours (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }
        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                rows[i, j] = swapped ? Math.Min(least, rows[i - 2, j - 2] + 1) : least;
            }
        }
        return rows[a.Length, b.Length];
    }
}
