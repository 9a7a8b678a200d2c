using Lakehouse.Quality.JsonSchema.Patterns;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>The formats of all drafts.</summary>
internal static class FormatTable
{
    private static readonly Dictionary<string, Func<string, bool>> Formats = new()
    {
        ["date"] = TimeFormats.IsDate,
        ["time"] = TimeFormats.IsTime,
        ["date-time"] = TimeFormats.IsDateTime,
        ["duration"] = TimeFormats.IsDuration,
        ["email"] = text => MailFormats.IsMailbox(text, isInternational: false),
        ["idn-email"] = text => MailFormats.IsMailbox(text, isInternational: true),
        ["hostname"] = HostFormats.IsHostName,
        ["idn-hostname"] = HostFormats.IsInternationalHostName,
        ["ipv4"] = AddressFormats.IsIpv4,
        ["ipv6"] = AddressFormats.IsIpv6,
        ["uri"] = text => UriFormats.IsReference(text, isInternational: false, isAbsolute: true),
        ["uri-reference"] = text => UriFormats.IsReference(text, isInternational: false, isAbsolute: false),
        ["iri"] = text => UriFormats.IsReference(text, isInternational: true, isAbsolute: true),
        ["iri-reference"] = text => UriFormats.IsReference(text, isInternational: true, isAbsolute: false),
        ["uri-template"] = UriTemplateFormat.IsTemplate,
        ["uuid"] = UuidFormat.IsUuid,
        ["json-pointer"] = PointerFormats.IsPointer,
        ["relative-json-pointer"] = PointerFormats.IsRelativePointer,
        ["regex"] = IsPattern,
    };

    public static IEnumerable<string> Names => Formats.Keys;

    /// <summary>Whether a text is of a format; null for formats that no draft has.</summary>
    public static Func<string, bool>? Find(string name, Draft draft) => name == "hostname" && draft < Draft.V7
        ? HostFormats.IsPlainHostName
        : Formats.GetValueOrDefault(name);

    private static bool IsPattern(string text)
    {
        try
        {
            EcmaPattern.Compile(text);
            return true;
        }
        catch (PatternException e)
        {
            return e.IsRightButRefused;
        }
    }
}
