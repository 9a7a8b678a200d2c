using Azure.Core.Pipeline;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>Where a storage in Azure is and how it is reached.</summary>
/// <param name="Container">Address of the container at the Blob endpoint: <c>https://account.blob.core.windows.net/name</c>.</param>
/// <param name="Credential">How requests are authorised.</param>
/// <param name="Clock">The time that signed requests carry.</param>
/// <param name="NewId">Marks writes, so that one whose answer was lost can be told from another writer's.</param>
public sealed record AzureBlobOptions(Uri Container, AzureCredential Credential, TimeProvider Clock, Func<Guid> NewId)
{
    /// <summary>Folder in the container that is the storage's root.</summary>
    /// <value>Default: the container itself.</value>
    public string Prefix { get; init; } = "";

    /// <summary>How often a request is tried again after a failure that may pass, such as 429 or 503.</summary>
    /// <value>Default 6.</value>
    public int Retries { get; init; } = 6;

    /// <summary>The wait before the first retry, in milliseconds; it doubles each time.</summary>
    /// <value>Default 400.</value>
    public int RetryMilliseconds { get; init; } = 400;

    /// <summary>How much one request carries, in bytes; what is longer is read and written in such parts.</summary>
    /// <value>Default 8 MiB.</value>
    public int PartBytes { get; init; } = 8 << 20;

    /// <summary>How many parts are on their way at the same time.</summary>
    /// <value>Default 4.</value>
    public int Parallelism { get; init; } = 4;

    /// <summary>How many blobs one page of a listing holds at most.</summary>
    internal int PageSize { get; init; } = 5000;

    /// <summary>Sends the requests; tests put faults there.</summary>
    internal HttpPipelineTransport? Transport { get; init; }
}
