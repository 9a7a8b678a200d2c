using System.Text;

namespace Lakehouse.Quality.Expectations.Dates;

/// <summary>Splits a text as dateutil does: words, numbers with a point, blanks, and every other character alone.</summary>
internal static class DateTokens
{
    public static List<string> Split(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at++;
            var first = text[start];
            if (char.IsWhiteSpace(first))
            {
                tokens.Add(" ");
            }
            else if (char.IsLetter(first))
            {
                at = End(text, at, c => char.IsLetter(c) || c == '.');
                AddParts(tokens, text[start..at]);
            }
            else if (char.IsAsciiDigit(first))
            {
                at = End(text, at, c => char.IsAsciiDigit(c) || c is '.' or ',');
                AddNumber(tokens, text[start..at]);
            }
            else
            {
                tokens.Add(first.ToString());
            }
        }
        return tokens;
    }

    private static int End(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }
        return at;
    }

    private static void AddNumber(List<string> tokens, string text)
    {
        var points = text.Count(c => c is '.' or ',');
        if (points > 1 || text[^1] is '.' or ',')
        {
            AddParts(tokens, text);
        }
        else if (text.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 && comma < 2)
        {
            AddParts(tokens, text);
        }
        else
        {
            tokens.Add(text.Replace(',', '.'));
        }
    }

    private static void AddParts(List<string> tokens, string text)
    {
        var part = new StringBuilder();
        foreach (var c in text)
        {
            if (c is not ('.' or ','))
            {
                part.Append(c);
                continue;
            }
            if (part.Length > 0)
            {
                tokens.Add(part.ToString());
                part.Clear();
            }
            tokens.Add(c.ToString());
        }
        if (part.Length > 0)
        {
            tokens.Add(part.ToString());
        }
    }
}
