using System.Text.RegularExpressions;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>Templates of URIs, RFC 6570.</summary>
internal static partial class UriTemplateFormat
{
    public static bool IsTemplate(string text) => Template().IsMatch(text);

    [GeneratedRegex(
        @"^([!#$&-;=?-\[\]_a-z~\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFEF]|[\uD800-\uDBFF][\uDC00-\uDFFF]|%[0-9A-Fa-f]{2}"
        + @"|\{[+#./;?&=,!@|]?" + Variable + "(," + Variable + @")*\})*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Template();

    private const string Variable = @"([A-Za-z0-9_]|%[0-9A-Fa-f]{2})(\.?([A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(:[1-9][0-9]{0,3}|\*)?";
}
