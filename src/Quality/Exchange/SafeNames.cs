using System.Text;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Exchange;

/// <summary>Makes names of columns from the names of others.</summary>
internal static class SafeNames
{
    /// <summary>In snake case, not used by the tables themselves and not used yet.</summary>
    public static string Of(string name, ISet<string> used, bool isColumn)
    {
        var safe = Snake(name);
        if (isColumn && ReservedColumns.Contains(safe))
        {
            safe = "the_" + safe.TrimStart('_');
        }
        var unique = safe;
        for (var i = 2; !used.Add(unique); i++)
        {
            unique = $"{safe}_{i}";
        }
        return unique;
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length && text.Length < 90; i++)
        {
            var c = name[i];
            if (char.IsAsciiLetterUpper(c))
            {
                if (i > 0 && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1])))
                {
                    text.Append('_');
                }
                text.Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '_');
            }
        }
        var safe = text.ToString();
        return safe.Length == 0 || char.IsAsciiDigit(safe[0]) ? "n" + safe : safe;
    }
}
