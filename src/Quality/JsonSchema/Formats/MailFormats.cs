using System.Text.RegularExpressions;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>Mailboxes, RFC 5321 section 4.1.2 and RFC 6531.</summary>
internal static partial class MailFormats
{
    private const string Ipv6Tag = "IPv6:";

    public static bool IsMailbox(string text, bool isInternational)
    {
        var at = text.LastIndexOf('@');
        if (at < 1)
        {
            return false;
        }
        var (local, domain) = (text[..at], text[(at + 1)..]);
        if (!(isInternational ? InternationalLocalPart() : LocalPart()).IsMatch(local))
        {
            return false;
        }
        if (domain.StartsWith('[') && domain.EndsWith(']'))
        {
            var address = domain[1..^1];
            return address.StartsWith(Ipv6Tag, StringComparison.OrdinalIgnoreCase)
                ? AddressFormats.IsIpv6(address[Ipv6Tag.Length..])
                : AddressFormats.IsIpv4(address);
        }
        return isInternational ? HostFormats.IsInternationalHostName(domain) : HostFormats.IsHostName(domain);
    }

    [GeneratedRegex(@"^([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|""([ !#-\[\]-~]|\\[ -~])*"")\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"^([A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+)*|""([ !#-\[\]-~\u0080-\uFFFF]|\\[ -~])*"")\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex InternationalLocalPart();
}
