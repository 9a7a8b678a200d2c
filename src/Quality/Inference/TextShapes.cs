using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Inference;

/// <summary>Recognises forms of texts.</summary>
internal static partial class TextShapes
{
    /// <summary>All forms that a text has.</summary>
    public static TextShape Of(string text)
    {
        var shape = TextShape.None;
        if (DayForm().IsMatch(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            shape |= TextShape.Date;
        }
        if (TimeForm().Match(text) is { Success: true } time && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _))
        {
            shape |= time.Groups["z"].Success ? TextShape.Timestamp : TextShape.LocalTimestamp;
        }
        if (UuidForm().IsMatch(text))
        {
            shape |= TextShape.Uuid;
        }
        if (EmailForm().IsMatch(text))
        {
            shape |= TextShape.Email;
        }
        if (Ipv4Form().IsMatch(text))
        {
            shape |= TextShape.Ipv4;
        }
        return text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal)
            ? shape | TextShape.Uri
            : shape;
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DayForm();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(?<z>Z|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimeForm();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex UuidForm();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\.|\z)){4}(?<!\.)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ipv4Form();
}
