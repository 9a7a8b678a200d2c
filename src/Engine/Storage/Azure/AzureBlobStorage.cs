using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>Tables in a container of Azure Blob storage or Data Lake Storage Gen2, over the Blob REST API.</summary>
/// <remarks>
/// A new object is put with <c>If-None-Match: *</c>; a long one is staged in blocks, and the condition stands on the
/// request that commits them. Each write carries a mark: when an answer was lost and the name is then found taken, the
/// mark tells whether this write took it.
/// </remarks>
public sealed class AzureBlobStorage : IStorage
{
    private readonly AzureBlobOptions _options;
    private readonly BlobRequests _requests;
    private readonly BlobParts _parts;
    private readonly string _prefix;

    /// <summary>Makes a storage; nothing is asked of the service yet.</summary>
    public AzureBlobStorage(AzureBlobOptions options)
    {
        _options = options;
        _requests = new BlobRequests(options);
        _parts = new BlobParts(_requests, options);
        _prefix = options.Prefix.Trim('/');
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException"><see cref="ErrorCodes.PathOutsideRoot"/>.</exception>
    public string Locate(string path) => _requests.Address(Name(path)).AbsoluteUri;

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string directory, string? startAt, bool recursive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Name(directory);
        var prefix = folder.Length == 0 ? "" : folder + "/";
        var first = startAt is null ? null : prefix + startAt;
        string? marker = null;
        do
        {
            var page = await PageAsync(prefix, first, recursive, marker, cancellationToken).ConfigureAwait(false);
            foreach (var blob in page.Blobs)
            {
                // Services of older versions do not know where to begin.
                if (first is null || string.CompareOrdinal(blob.Path, first) >= 0)
                {
                    yield return blob with { Path = Path(blob.Path) };
                }
            }
            marker = page.Marker;
        }
        while (marker is not null);
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        byte[]? content = null;
        var filled = 0;
        var found = await _parts.ReadAsync(Name(path), Fill, cancellationToken).ConfigureAwait(false);
        return found ? content : null;

        Task Fill(long length, ReadOnlyMemory<byte> part)
        {
            content ??= new byte[length];
            part.CopyTo(content.AsMemory(filled));
            filled += part.Length;
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public Task<bool> CopyToAsync(string path, Stream target, CancellationToken cancellationToken) =>
        _parts.ReadAsync(Name(path), (_, part) => target.WriteAsync(part, cancellationToken).AsTask(), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public async Task<PutOutcome> PutIfAbsentAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > _options.PartBytes)
        {
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            return await PutIfAbsentAsync(path, stream, cancellationToken).ConfigureAwait(false);
        }
        var mark = NewMark();
        var name = Name(path);
        return await ConcludeAsync(
            name, mark, () => _requests.PutAsync(name, content, ifAbsent: true, mark, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public async Task<PutOutcome> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var name = Name(path);
        var mark = NewMark();
        var blocks = await StageAsync(name, mark, content, cancellationToken).ConfigureAwait(false);
        return await ConcludeAsync(
            name, mark, () => _requests.PutBlockListAsync(name, blocks, ifAbsent: true, mark, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public async Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var name = Name(path);
        var mark = NewMark();
        if (content.Length <= _options.PartBytes)
        {
            using var response = await _requests.PutAsync(name, content, ifAbsent: false, mark, cancellationToken).ConfigureAwait(false);
            Require(response, name, 201);
            return;
        }
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var blocks = await StageAsync(name, mark, stream, cancellationToken).ConfigureAwait(false);
        using var committed = await _requests
            .PutBlockListAsync(name, blocks, ifAbsent: false, mark, cancellationToken)
            .ConfigureAwait(false);
        Require(committed, name, 201);
    }

    /// <inheritdoc/>
    /// <remarks>The service has no rename without a hierarchical namespace: the content is put anew under its name.</remarks>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public async Task<PutOutcome> PublishAsync(string temporaryPath, string path, CancellationToken cancellationToken)
    {
        _ = Name(path);
        var content = await ReadAsync(temporaryPath, cancellationToken).ConfigureAwait(false)
            ?? throw new EngineException(
                ErrorCodes.StorageRefused, $"{temporaryPath} is gone before it was published. Write it again.");
        var outcome = await PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false);
        await DeleteAsync(temporaryPath, cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG02..: the storage failed or refused.</exception>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var name = Name(path);
        using var response = await _requests.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        if (response.Status != 404 || response.Is("ContainerNotFound"))
        {
            Require(response, name, 202);
        }
    }

    /// <summary>What became of a conditional write, also where its answer was lost.</summary>
    private async Task<PutOutcome> ConcludeAsync(
        string name, string mark, Func<Task<Response>> write, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await write().ConfigureAwait(false);
            return response.Status switch
            {
                201 => PutOutcome.Created,
                412 => await FindOutAsync().ConfigureAwait(false),
                409 when response.Is("BlobAlreadyExists") => await FindOutAsync().ConfigureAwait(false),
                _ => throw BlobErrors.Refused(response, name),
            } ?? throw BlobErrors.Refused(response, name);
        }
        catch (EngineException error) when (error.IsTransient)
        {
            if (await FindOutAsync().ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }
            throw;
        }

        async Task<PutOutcome?> FindOutAsync() =>
            await _requests.WriterAsync(name, cancellationToken).ConfigureAwait(false) is { } writer
                ? writer == mark ? PutOutcome.Created : PutOutcome.AlreadyExists
                : null;
    }

    /// <summary>Uploads the blocks of a blob; nobody sees them until they are committed.</summary>
    private async Task<IReadOnlyList<string>> StageAsync(
        string name, string mark, Stream content, CancellationToken cancellationToken)
    {
        var blocks = new List<string>();
        var pending = new Queue<Task>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                var buffer = new byte[_options.PartBytes];
                var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop.Token).ConfigureAwait(false);
                if (length == 0)
                {
                    break;
                }
                // Blocks of two writers of one name must not be mistaken for each other.
                var block = Convert.ToBase64String(Encoding.ASCII.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{mark}{blocks.Count:D8}")));
                blocks.Add(block);
                pending.Enqueue(StageBlockAsync(name, block, buffer.AsMemory(0, length), stop.Token));
                if (pending.Count >= _options.Parallelism)
                {
                    await pending.Dequeue().ConfigureAwait(false);
                }
            }
            await Task.WhenAll(pending).ConfigureAwait(false);
            return blocks;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StageBlockAsync(
        string name, string block, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var response = await _requests.PutBlockAsync(name, block, content, cancellationToken).ConfigureAwait(false);
        Require(response, name, 201);
    }

    private async Task<BlobListing> PageAsync(
        string prefix, string? startFrom, bool recursive, string? marker, CancellationToken cancellationToken)
    {
        using var response = await _requests.ListAsync(prefix, startFrom, recursive, marker, cancellationToken).ConfigureAwait(false);
        Require(response, prefix, 200);
        return BlobListing.Read(response.Content.ToStream());
    }

    private static void Require(Response response, string name, int status)
    {
        if (response.Status != status)
        {
            throw BlobErrors.Refused(response, name);
        }
    }

    private string NewMark() => _options.NewId().ToString("N");

    private string Name(string path)
    {
        if (path.Length > 0 && (path.AsSpan().ContainsAny('\0', '\\') || path.Split('/').Any(part => part is "" or "." or "..")))
        {
            throw new EngineException(
                ErrorCodes.PathOutsideRoot, "a path leaves the storage root. Look at who wrote the table's log.");
        }
        return path.Length == 0 ? _prefix : _prefix.Length == 0 ? path : $"{_prefix}/{path}";
    }

    private string Path(string name) => _prefix.Length == 0 ? name : name[(_prefix.Length + 1)..];
}
