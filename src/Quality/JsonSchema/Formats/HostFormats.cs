using System.Globalization;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>Names of hosts, RFC 1123 section 2.1 and RFC 5890 section 2.3.2.</summary>
internal static class HostFormats
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;
    private const string AsciiPrefix = "xn--";
    private static readonly IdnMapping Punycode = new() { AllowUnassigned = true };

    /// <summary>As drafts 4 and 6 have it: without the rules for international names.</summary>
    public static bool IsPlainHostName(string text) =>
        text.Length is >= 1 and <= LongestName && text.Split('.').All(IsPlainLabel);

    public static bool IsHostName(string text) =>
        text.Length is >= 1 and <= LongestName && text.Split('.').All(IsAsciiLabel);

    public static bool IsInternationalHostName(string text)
    {
        var labels = text.Split('.', '\u3002', '\uFF0E', '\uFF61');
        return text.Length > 0 && labels.All(label => label.All(char.IsAscii) ? IsAsciiLabel(label) : IsUnicodeLabel(label))
            && labels.Sum(label => label.Length + 1) - 1 <= LongestName
            && !(IdnaLabel.IsRightToLeft(text) && labels.Any(label => char.IsDigit(label[0])));
    }

    private static bool IsPlainLabel(string label) =>
        label.Length is >= 1 and <= LongestLabel && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsAsciiLabel(string label)
    {
        if (!IsPlainLabel(label))
        {
            return false;
        }
        if (label.StartsWith(AsciiPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return Decode(label) is { } decoded && !decoded.All(char.IsAscii) && IdnaLabel.IsValid(decoded);
        }
        return label.Length < 4 || label[2] != '-' || label[3] != '-';
    }

    private static bool IsUnicodeLabel(string label) =>
        IdnaLabel.IsValid(label) && Encode(label) is { Length: <= LongestLabel };

    private static string? Decode(string label)
    {
        try
        {
            return Punycode.GetUnicode(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Encode(string label)
    {
        try
        {
            return Punycode.GetAscii(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
