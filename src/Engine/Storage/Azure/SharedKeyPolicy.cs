using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>Signs requests with an account's key ("Authorize with Shared Key" of the Blob service).</summary>
internal sealed class SharedKeyPolicy(string account, byte[] key, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    private static readonly string[] SignedHeaders =
    [
        "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
        "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", clock.GetUtcNow().UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(TextToSign(request)));
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{Convert.ToBase64String(signature)}");
    }

    private string TextToSign(Request request)
    {
        var text = new StringBuilder(request.Method.ToString()).Append('\n');
        foreach (var name in SignedHeaders)
        {
            text.Append(Header(request, name)).Append('\n');
        }
        var own = request.Headers
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Name.ToLowerInvariant(), StringComparer.Ordinal);
        foreach (var header in own)
        {
            text.Append(header.Name.ToLowerInvariant()).Append(':').Append(header.Value.Trim()).Append('\n');
        }
        var uri = request.Uri.ToUri();
        text.Append('/').Append(account).Append(uri.AbsolutePath);
        foreach (var (name, value) in Parameters(uri))
        {
            text.Append('\n').Append(name).Append(':').Append(value);
        }
        return text.ToString();
    }

    // A body of no bytes is signed as if the header were not there.
    private static string Header(Request request, string name)
    {
        if (name == "Content-Length")
        {
            return request.Content is { } content && content.TryComputeLength(out var length) && length > 0
                ? length.ToString(CultureInfo.InvariantCulture)
                : "";
        }
        return request.Headers.TryGetValue(name, out var value) ? value : "";
    }

    private static IEnumerable<(string Name, string Value)> Parameters(Uri uri) => uri.Query
        .TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .Select(part => (Uri.UnescapeDataString(part[0]).ToLowerInvariant(), Uri.UnescapeDataString(part.Length > 1 ? part[1] : "")))
        .OrderBy(part => part.Item1, StringComparer.Ordinal);
}
