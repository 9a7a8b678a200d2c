namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>UUIDs, RFC 9562.</summary>
internal static class UuidFormat
{
    public static bool IsUuid(string text) => text.Length == 36 && Guid.TryParseExact(text, "D", out _)
        && text.All(c => char.IsAsciiHexDigit(c) || c == '-');
}
