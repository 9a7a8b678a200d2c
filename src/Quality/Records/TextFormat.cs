namespace Lakehouse.Quality.Records;

/// <summary>The form that a text must have. All forms are checked by the verdict's SQL.</summary>
public enum TextFormat
{
    /// <summary>Any text.</summary>
    Any,

    /// <summary>RFC 9562: 32 hexadecimal digits in five groups.</summary>
    Uuid,

    /// <summary>An address with one <c>@</c> and a domain with a point.</summary>
    Email,

    /// <summary>RFC 3986, absolute: a scheme, a colon and something.</summary>
    Uri,

    /// <summary>RFC 1123: labels of letters, digits and hyphens.</summary>
    Hostname,

    /// <summary>Four numbers up to 255.</summary>
    Ipv4,

    /// <summary>RFC 4291, without a zone.</summary>
    Ipv6,

    /// <summary>RFC 3339 partial or full time: <c>hh:mm:ss</c>, a fraction and a zone when wanted.</summary>
    Time,

    /// <summary>RFC 4648 base64 with padding.</summary>
    Base64,
}
