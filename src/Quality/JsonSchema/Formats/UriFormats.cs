using System.Text;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>URIs, RFC 3986, and IRIs, RFC 3987.</summary>
internal static class UriFormats
{
    private const string Unreserved = "-._~";
    private const string Delimiters = "!$&'()*+,;=";

    public static bool IsReference(string text, bool isInternational, bool isAbsolute)
    {
        var uri = UriReference.Parse(text);
        return (uri.IsAbsolute || (!isAbsolute && StartsWithoutColon(uri)))
            && (uri.Authority is null || IsAuthority(uri.Authority, isInternational))
            && Holds(uri.Path, ":@/", isInternational)
            && (uri.Query is null || Holds(uri.Query, ":@/?", isInternational, mayBePrivate: true))
            && (uri.Fragment is null || Holds(uri.Fragment, ":@/?", isInternational));
    }

    // Otherwise what stands before the colon would be a scheme.
    private static bool StartsWithoutColon(UriReference uri) =>
        uri.Authority is not null || !uri.Path.Split('/')[0].Contains(':', StringComparison.Ordinal);

    private static bool IsAuthority(string authority, bool isInternational)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !Holds(authority[..at], ":", isInternational))
        {
            return false;
        }
        var host = authority[(at + 1)..];
        var end = host.StartsWith('[') ? host.IndexOf(']') + 1 : host.IndexOf(':');
        var port = end <= 0 && !host.StartsWith(':') ? "" : host[end..];
        host = port.Length == 0 ? host : host[..end];
        if (port.Length > 0 && (port[0] != ':' || !port.Skip(1).All(char.IsAsciiDigit)))
        {
            return false;
        }
        return host.StartsWith('[') ? IsLiteral(host) : Holds(host, "", isInternational);
    }

    private static bool IsLiteral(string host)
    {
        if (!host.EndsWith(']'))
        {
            return false;
        }
        var address = host[1..^1];
        if (!address.StartsWith('v') && !address.StartsWith('V'))
        {
            return AddressFormats.IsIpv6(address);
        }
        var point = address.IndexOf('.');
        return point > 1 && address[1..point].All(char.IsAsciiHexDigit) && point + 1 < address.Length
            && address[(point + 1)..].All(c => char.IsAsciiLetterOrDigit(c) || (Unreserved + Delimiters + ":").Contains(c, StringComparison.Ordinal));
    }

    private static bool Holds(string text, string extra, bool isInternational, bool mayBePrivate = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return false;
                }
                i += 2;
            }
            else if (!char.IsAscii(c))
            {
                if (!isInternational || !Rune.TryGetRuneAt(text, i, out var rune) || !IsInternational(rune.Value, mayBePrivate))
                {
                    return false;
                }
                i += rune.Utf16SequenceLength - 1;
            }
            else if (!char.IsAsciiLetterOrDigit(c) && !Unreserved.Contains(c, StringComparison.Ordinal)
                && !Delimiters.Contains(c, StringComparison.Ordinal) && !extra.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsInternational(int codePoint, bool mayBePrivate) => codePoint switch
    {
        < 0xA0 => false,
        >= 0xE000 and <= 0xF8FF => mayBePrivate,
        >= 0xFDD0 and <= 0xFDEF => false,
        >= 0xFFF0 and <= 0xFFFF => false,
        >= 0xE0000 and < 0xE1000 => false,
        >= 0xF0000 => mayBePrivate && (codePoint & 0xFFFF) < 0xFFFE,
        _ => (codePoint & 0xFFFF) < 0xFFFE,
    };
}
