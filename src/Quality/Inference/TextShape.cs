namespace Lakehouse.Quality.Inference;

/// <summary>The forms that every text of a field has had so far.</summary>
[Flags]
internal enum TextShape
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>A day.</summary>
    Date = 1,

    /// <summary>A time with a zone.</summary>
    Timestamp = 2,

    /// <summary>A date and time without a zone.</summary>
    LocalTimestamp = 4,

    /// <summary>A UUID.</summary>
    Uuid = 8,

    /// <summary>An e-mail address.</summary>
    Email = 16,

    /// <summary>An IPv4 address.</summary>
    Ipv4 = 32,

    /// <summary>An absolute URI of the web.</summary>
    Uri = 64,

    /// <summary>Any of them.</summary>
    All = 127,
}
