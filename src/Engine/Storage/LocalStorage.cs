using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Engine.Storage;

/// <summary>Tables on a local disk, below one folder.</summary>
/// <remarks>
/// A new object is written to a hidden temporary file, flushed, and linked to its name, which fails when the name is
/// taken; the folder is flushed after that.
/// </remarks>
public sealed class LocalStorage : IStorage
{
    private const string TemporaryPrefix = ".medallion-";

    private readonly string _root;
    private readonly Func<Guid> _newId;

    /// <summary>Makes a storage; the folder need not exist yet.</summary>
    /// <param name="root">The root folder.</param>
    /// <param name="newId">Gives names for temporary files.</param>
    public LocalStorage(string root, Func<Guid> newId)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _newId = newId;
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException"><see cref="ErrorCodes.PathOutsideRoot"/>.</exception>
    public string Locate(string path)
    {
        var full = path.Contains('\0') || Path.IsPathRooted(path) ? "" : Path.GetFullPath(Path.Combine(_root, path));
        var inside = Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar;
        if (full != _root && !full.StartsWith(inside, StringComparison.Ordinal))
        {
            throw new EngineException(
                ErrorCodes.PathOutsideRoot, "a path leaves the storage root. Look at who wrote the table's log.");
        }
        return OperatingSystem.IsWindows() ? full.Replace('\\', '/') : full;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string directory, string? startAt, bool recursive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Locate(directory));
        if (!folder.Exists)
        {
            yield break;
        }
        var files = await Task.Run(() => List(folder, directory, startAt, recursive), cancellationToken)
            .ConfigureAwait(false);
        foreach (var file in files)
        {
            yield return file;
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = Locate(path);
        if (!File.Exists(file))
        {
            return null;
        }
        try
        {
            return await Task.Run(() => File.ReadAllBytes(file), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<PutOutcome> PutIfAbsentAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var target = Locate(path);
        var temporary = await WriteTemporaryAsync(target, content, cancellationToken).ConfigureAwait(false);
        return Publish(temporary, target);
    }

    /// <inheritdoc/>
    public async Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var target = Locate(path);
        var temporary = await WriteTemporaryAsync(target, content, cancellationToken).ConfigureAwait(false);
        // Hadoop keeps a checksum beside a file that it wrote, and would take the new content for damage.
        File.Delete(Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.crc"));
        File.Move(temporary, target, overwrite: true);
        Durability.FlushDirectory(Path.GetDirectoryName(target)!);
    }

    /// <inheritdoc/>
    public Task<PutOutcome> PublishAsync(string temporaryPath, string path, CancellationToken cancellationToken) =>
        Task.Run(() => Publish(Locate(temporaryPath), Locate(path)), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(Locate(path));
        }
        catch (DirectoryNotFoundException)
        {
            // What is not there need not be removed.
        }
        return Task.CompletedTask;
    }

    private static List<StoredObject> List(DirectoryInfo folder, string directory, string? startAt, bool recursive)
    {
        var from = startAt is null || !recursive ? "" : Join(directory, startAt);
        var root = folder.FullName.Length + 1;
        var files = new FileSystemEnumerable<StoredObject>(
            folder.FullName,
            (ref entry) => new StoredObject(PathOf(ref entry), entry.Length, entry.LastWriteTimeUtc),
            new EnumerationOptions { RecurseSubdirectories = recursive, AttributesToSkip = 0 })
        {
            // Sizes and times are asked for of these only, and texts made: a log may hold many older files.
            ShouldIncludePredicate = (ref entry) =>
                (recursive ? string.CompareOrdinal(PathOf(ref entry), from) : entry.FileName.SequenceCompareTo(startAt)) >= 0
                && !entry.FileName.StartsWith(TemporaryPrefix, StringComparison.Ordinal)
                && !entry.IsDirectory,
        };
        var found = files.ToList();
        found.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return found;

        string PathOf(ref FileSystemEntry entry) => Join(directory, entry.ToFullPath()[root..].Replace('\\', '/'));
    }

    private static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";

    private async Task<string> WriteTemporaryAsync(
        string target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{TemporaryPrefix}{_newId():N}");
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: false);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }
            return temporary;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static PutOutcome Publish(string temporary, string target)
    {
        var created = NoReplaceRename.TryRename(temporary, target);
        if (created)
        {
            Durability.FlushDirectory(Path.GetDirectoryName(target)!);
            return PutOutcome.Created;
        }
        File.Delete(temporary);
        return PutOutcome.AlreadyExists;
    }
}
