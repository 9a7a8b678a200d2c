using System.Globalization;
using Azure;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>Reads a blob in parts, some of them at the same time, all of the same content.</summary>
internal sealed class BlobParts(BlobRequests requests, AzureBlobOptions options)
{
    /// <summary>Gives the parts out in order, each with the length of the whole; false when there is no such blob.</summary>
    /// <exception cref="EngineException">ENG02..: the storage failed, or the blob was replaced in between.</exception>
    public async Task<bool> ReadAsync(
        string name, Func<long, ReadOnlyMemory<byte>, Task> write, CancellationToken cancellationToken)
    {
        using var first = await requests.GetAsync(name, 0, options.PartBytes, null, cancellationToken).ConfigureAwait(false);
        switch (first.Status)
        {
            case 404 when !first.Is("ContainerNotFound"):
                return false;
            case 416:
                await write(0, ReadOnlyMemory<byte>.Empty).ConfigureAwait(false);
                return true;
            case not (200 or 206):
                throw BlobErrors.Refused(first, name);
        }
        var length = Length(first);
        await write(length, first.Content.ToMemory()).ConfigureAwait(false);
        if (length > options.PartBytes)
        {
            var etag = first.Headers.TryGetValue("ETag", out var tag) ? tag : null;
            await ReadRestAsync(name, etag, length, part => write(length, part), cancellationToken).ConfigureAwait(false);
        }
        return true;
    }

    private async Task ReadRestAsync(
        string name, string? etag, long length, Func<ReadOnlyMemory<byte>, Task> write, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = new Queue<Task<ReadOnlyMemory<byte>>>();
        try
        {
            for (long next = options.PartBytes; next < length || pending.Count > 0;)
            {
                while (next < length && pending.Count < options.Parallelism)
                {
                    pending.Enqueue(PartAsync(name, next, (int)Math.Min(options.PartBytes, length - next), etag, stop.Token));
                    next += options.PartBytes;
                }
                await write(await pending.Dequeue().ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(pending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ReadOnlyMemory<byte>> PartAsync(
        string name, long offset, int length, string? etag, CancellationToken cancellationToken)
    {
        using var response = await requests.GetAsync(name, offset, length, etag, cancellationToken).ConfigureAwait(false);
        return response.Status switch
        {
            206 => response.Content.ToMemory(),
            404 or 412 => throw new EngineException(
                ErrorCodes.StorageUnavailable, $"{name} was replaced while it was read. Read it again.", isTransient: true),
            _ => throw BlobErrors.Refused(response, name),
        };
    }

    private static long Length(Response response) =>
        response.Headers.TryGetValue("Content-Range", out var range)
            ? long.Parse(range.AsSpan(range.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture)
            : response.Content.ToMemory().Length;
}
