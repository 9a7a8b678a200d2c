using System.Globalization;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>Addresses of the internet protocol, RFC 2673 section 3.2 and RFC 4291 section 2.2.</summary>
internal static class AddressFormats
{
    private const int Groups = 8;

    public static bool IsIpv4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit)
            && (part.Length == 1 || part[0] != '0') && int.Parse(part, CultureInfo.InvariantCulture) <= 255);
    }

    public static bool IsIpv6(string text)
    {
        var halves = text.Split("::");
        if (halves.Length > 2)
        {
            return false;
        }
        var left = CountGroups(halves[0], mayEndWithIpv4: halves.Length == 1);
        var right = halves.Length == 1 ? 0 : CountGroups(halves[1], mayEndWithIpv4: true);
        return left is { } l && right is { } r && (halves.Length == 1 ? l == Groups : l + r < Groups);
    }

    // Null when one of them is wrong.
    private static int? CountGroups(string text, bool mayEndWithIpv4)
    {
        if (text.Length == 0)
        {
            return 0;
        }
        var parts = text.Split(':');
        var count = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (mayEndWithIpv4 && i == parts.Length - 1 && parts[i].Contains('.', StringComparison.Ordinal))
            {
                if (!IsIpv4(parts[i]))
                {
                    return null;
                }
                count += 2;
            }
            else if (parts[i].Length is < 1 or > 4 || !parts[i].All(char.IsAsciiHexDigit))
            {
                return null;
            }
            else
            {
                count++;
            }
        }
        return count;
    }
}
