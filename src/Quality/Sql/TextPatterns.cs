using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>The forms of text as patterns of the portable subset, anchored at both ends.</summary>
internal static class TextPatterns
{
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string Ipv4 = Octet + @"(\." + Octet + "){3}";
    private const string Group = "[0-9A-Fa-f]{1,4}";
    private const string Label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    // All places where '::' can stand; the last 32 bits may be written as IPv4.
    private const string Ipv6 =
        "((" + Group + ":){7}(" + Group + "|:)"
        + "|(" + Group + ":){6}(" + Ipv4 + "|:" + Group + "|:)"
        + "|(" + Group + ":){5}(:" + Ipv4 + "|(:" + Group + "){1,2}|:)"
        + "|(" + Group + ":){4}((:" + Group + "){0,1}:" + Ipv4 + "|(:" + Group + "){1,3}|:)"
        + "|(" + Group + ":){3}((:" + Group + "){0,2}:" + Ipv4 + "|(:" + Group + "){1,4}|:)"
        + "|(" + Group + ":){2}((:" + Group + "){0,3}:" + Ipv4 + "|(:" + Group + "){1,5}|:)"
        + "|(" + Group + ":){1}((:" + Group + "){0,4}:" + Ipv4 + "|(:" + Group + "){1,6}|:)"
        + "|:((:" + Group + "){0,5}:" + Ipv4 + "|(:" + Group + "){1,7}|:))";

    /// <summary>The pattern of a form.</summary>
    public static string Of(TextFormat format) => $"^{format switch
    {
        TextFormat.Uuid => "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
        TextFormat.Email => @"[^@\s]{1,64}@" + Label + @"(\." + Label + ")+",
        TextFormat.Uri => @"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>""{}|\\^`]+",
        TextFormat.Hostname => Label + @"(\." + Label + ")*",
        TextFormat.Ipv4 => Ipv4,
        TextFormat.Ipv6 => Ipv6,
        TextFormat.Time => @"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?",
        TextFormat.Base64 => "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format has no pattern."),
    }}$";
}
