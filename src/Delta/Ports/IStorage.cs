namespace Lakehouse.Delta.Ports;

/// <summary>
/// Where tables live: a flat space of objects below one root, addressed by relative paths with <c>/</c>.
/// </summary>
/// <remarks>
/// Every write is atomic: a reader sees the whole object or none. An exception from a write means that its outcome is
/// unknown to the caller, who has to read to find out.
/// </remarks>
public interface IStorage
{
    /// <summary>The address under which an engine opens the object: a local path or a URI.</summary>
    string Locate(string path);

    /// <summary>
    /// Lists the objects directly in <paramref name="directory"/> (and below it when <paramref name="recursive"/>),
    /// in ordinal order of their paths, from the name <paramref name="startAt"/> (inclusive) on. A directory that does
    /// not exist is empty.
    /// </summary>
    IAsyncEnumerable<StoredObject> ListAsync(
        string directory, string? startAt, bool recursive, CancellationToken cancellationToken);

    /// <summary>The whole content, or null when there is no such object.</summary>
    Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes a new object durably, or does nothing when the path is taken.</summary>
    Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a new object of any length durably from where <paramref name="content"/> stands to its end, or does
    /// nothing when the path is taken.
    /// </summary>
    async Task<PutOutcome> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
        return await PutIfAbsentAsync(path, whole.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the whole content to a stream, in memory of bounded size; false when there is no such object.</summary>
    async Task<bool> CopyToAsync(string path, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (await ReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } content) return false;
        await target.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Writes an object durably, replacing what was there.</summary>
    Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Gives an object written under a temporary path its final one, unless that is taken.</summary>
    Task<PutOutcome> PublishAsync(string temporaryPath, string path, CancellationToken cancellationToken);

    /// <summary>Removes an object; one that is not there is no error.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);
}
