using Lakehouse.Delta.Ports;

namespace Lakehouse.Engine.Storage;

/// <summary>Copies of a storage's objects in a local folder, for DuckDB, which opens nothing else here.</summary>
internal sealed class LocalCopies : IDisposable
{
    private readonly IStorage _storage;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medallion-");
    private int _fetches;

    public LocalCopies(IStorage storage) => _storage = storage;

    /// <summary>Whether a storage needs copies: its addresses are no local paths.</summary>
    public static bool AreNeededFor(IStorage storage) => !Path.IsPathFullyQualified(storage.Locate(""));

    /// <summary>The local path of an object, whether there is a copy or not.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.PathOutsideRoot"/>.</exception>
    public string PathOf(string path)
    {
        var copy = Path.GetFullPath(Path.Combine(_folder.FullName, path));
        return copy.StartsWith(_folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? copy
            : throw new EngineException(
                ErrorCodes.PathOutsideRoot, "a path leaves the storage root. Look at who wrote the table's log.");
    }

    /// <summary>Makes a copy, where there is none: objects of tables never change.</summary>
    /// <returns>Its local path.</returns>
    /// <exception cref="EngineException"><see cref="ErrorCodes.InputOutput"/>: there is no such object.</exception>
    public async Task<string> FetchAsync(string path, CancellationToken cancellationToken)
    {
        var copy = PathOf(path);
        if (File.Exists(copy))
        {
            return copy;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        var partial = $"{copy}.partial{Interlocked.Increment(ref _fetches)}";
        bool isThere;
        var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (stream.ConfigureAwait(false))
        {
            isThere = await _storage.CopyToAsync(path, stream, cancellationToken).ConfigureAwait(false);
        }
        if (!isThere)
        {
            File.Delete(partial);
            throw new EngineException(ErrorCodes.InputOutput, $"there is no file {path}. Restore a version that has its files.");
        }
        File.Move(partial, copy, overwrite: true);
        return copy;
    }

    /// <summary>Gives the storage what was written at the local path of an object, and removes the copy.</summary>
    public async Task<PutOutcome> StoreAsync(string path, CancellationToken cancellationToken)
    {
        var copy = PathOf(path);
        PutOutcome outcome;
        var stream = File.OpenRead(copy);
        await using (stream.ConfigureAwait(false))
        {
            outcome = await _storage.PutIfAbsentAsync(path, stream, cancellationToken).ConfigureAwait(false);
        }
        File.Delete(copy);
        return outcome;
    }

    /// <summary>Removes all copies.</summary>
    public void Clear()
    {
        _folder.Delete(recursive: true);
        _folder.Create();
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
