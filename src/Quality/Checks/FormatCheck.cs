using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Checks;

/// <summary>The text has a well-known form.</summary>
/// <param name="Format">The form; not <see cref="TextFormat.Any"/>.</param>
public sealed record FormatCheck(TextFormat Format) : ValueCheck
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Format;

    /// <inheritdoc/>
    public override string Message => $"must be {Format switch
    {
        TextFormat.Uuid => "a UUID",
        TextFormat.Email => "an e-mail address",
        TextFormat.Uri => "an absolute URI",
        TextFormat.Hostname => "a host name",
        TextFormat.Ipv4 => "an IPv4 address",
        TextFormat.Ipv6 => "an IPv6 address",
        TextFormat.Time => "a time such as 10:30:00",
        TextFormat.Base64 => "base64",
        _ => throw new ArgumentOutOfRangeException(nameof(Format), Format, "This format has no check."),
    }}";
}
