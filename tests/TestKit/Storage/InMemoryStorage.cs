using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Lakehouse.Delta.Ports;

namespace Lakehouse.TestKit.Storage;

/// <summary>
/// A storage of objects in memory, safe for many writers. Every call yields, so that writers interleave.
/// </summary>
public sealed class InMemoryStorage(TimeProvider clock) : IStorage
{
    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<string, StoredContent> _objects =
        ImmutableSortedDictionary.Create<string, StoredContent>(StringComparer.Ordinal);

    /// <summary>The paths of all objects, in ordinal order.</summary>
    public IEnumerable<string> Paths => _objects.Keys;

    public string Locate(string path) => "memory:/" + path;

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string directory, string? startAt, bool recursive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var prefix = directory.Length == 0 ? "" : directory + "/";
        foreach (var (path, stored) in _objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!path.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var name = path[prefix.Length..];
            if (!recursive && name.Contains('/')) continue;
            if (startAt is not null && string.CompareOrdinal(name, startAt) < 0) continue;
            yield return new StoredObject(path, stored.Bytes.Length, stored.Modified);
        }
    }

    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return _objects.TryGetValue(path, out var stored) ? stored.Bytes : null;
    }

    public Task<PutOutcome> PutIfAbsentAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        ChangeAsync(() => TryAdd(path, Stored(content)), cancellationToken);

    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        ChangeAsync(() => _objects = _objects.SetItem(path, Stored(content)), cancellationToken);

    public Task<PutOutcome> PublishAsync(string temporaryPath, string path, CancellationToken cancellationToken) =>
        ChangeAsync(
            () =>
            {
                if (!_objects.TryGetValue(temporaryPath, out var stored))
                    throw new FileNotFoundException($"{temporaryPath} is not there");
                var outcome = TryAdd(path, stored);
                if (outcome == PutOutcome.Created) _objects = _objects.Remove(temporaryPath);
                return outcome;
            },
            cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        ChangeAsync(() => _objects = _objects.Remove(path), cancellationToken);

    private async Task<TResult> ChangeAsync<TResult>(Func<TResult> change, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock) return change();
    }

    private PutOutcome TryAdd(string path, StoredContent stored)
    {
        if (_objects.ContainsKey(path)) return PutOutcome.AlreadyExists;
        _objects = _objects.Add(path, stored);
        return PutOutcome.Created;
    }

    private StoredContent Stored(ReadOnlyMemory<byte> content) => new(content.ToArray(), clock.GetUtcNow());

    private sealed record StoredContent(byte[] Bytes, DateTimeOffset Modified);
}
