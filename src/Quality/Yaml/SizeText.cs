using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Yaml;

/// <summary>Sizes as people write them: <c>512MB</c>, <c>1.5GB</c>, <c>1GiB</c>.</summary>
internal static partial class SizeText
{
    /// <summary>False when the text is no size between 1 byte and 1 exabyte.</summary>
    public static bool TryParse(string text, out long sizeBytes)
    {
        sizeBytes = 0;
        var match = Form().Match(text);
        if (!match.Success)
        {
            return false;
        }
        var unit = match.Groups[2].Value.ToUpperInvariant();
        var step = unit.Contains('I', StringComparison.Ordinal) ? 1024m : 1000m;
        var power = "BKMGT".IndexOf(unit[0], StringComparison.Ordinal);
        var size = decimal.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        for (var i = 0; i < power; i++)
        {
            size *= step;
        }
        sizeBytes = size is >= 1 and <= 1_000_000_000_000_000_000m ? (long)size : 0;
        return sizeBytes > 0;
    }

    [GeneratedRegex(@"^([0-9]{1,9}(?:\.[0-9]{1,6})?) ?(B|[KMGT]i?B)\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
