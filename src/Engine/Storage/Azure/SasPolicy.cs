using Azure.Core;
using Azure.Core.Pipeline;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>Adds a shared access signature to the query of a request, once.</summary>
internal sealed class SasPolicy(string token) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri;
        if (!uri.Query.Contains(token, StringComparison.Ordinal))
        {
            uri.Query = uri.Query.Length > 1 ? $"{uri.Query}&{token}" : $"?{token}";
        }
    }
}
