using System.Collections;
using System.Net.Http.Headers;

namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>Headers or trailers of a call; names in lower case.</summary>
internal sealed class Metadata : IEnumerable<KeyValuePair<string, string>>
{
    private const string BinarySuffix = "-bin";

    private readonly List<KeyValuePair<string, string>> _entries = [];

    public void Add(string key, string value) => _entries.Add(new(key.ToLowerInvariant(), value));

    public string? GetValue(string key) => _entries.FirstOrDefault(entry => entry.Key == key).Value;

    /// <summary>The bytes of an entry whose name ends in <c>-bin</c>; null when it is absent or not base64.</summary>
    public byte[]? GetValueBytes(string key)
    {
        if (!key.EndsWith(BinarySuffix, StringComparison.Ordinal))
        {
            throw new ArgumentException("Only entries whose name ends in -bin hold bytes.", nameof(key));
        }

        if (GetValue(key) is not { } text)
        {
            return null;
        }

        // Servers leave the padding out.
        var padded = text.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var count) ? bytes[..count] : null;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static Metadata From(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (key, values) in headers.NonValidated)
        {
            metadata.Add(key, values.ToString());
        }

        return metadata;
    }
}
