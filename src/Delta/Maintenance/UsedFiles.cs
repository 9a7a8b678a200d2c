using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Maintenance;

/// <summary>The files below a table's root that must stay: those in use, and those that are none of a table's data.</summary>
internal sealed class UsedFiles
{
    private static readonly string[] DataFolders = ["_change_data", "_delta_index"];

    // Where Hadoop's writers keep what they have not finished; it stays when both they and their driver die.
    private const string UnfinishedFolder = "_temporary";

    private readonly string _table;
    private readonly string _root;
    private readonly DeletionVectorFiles _vectors;
    private readonly HashSet<string> _paths = [];
    private readonly HashSet<string> _namesElsewhere = [];
    private readonly string[] _partitionPrefixes;

    public UsedFiles(DeltaEnvironment environment, string table, Snapshot snapshot, DateTimeOffset removedSince)
    {
        _table = table;
        _root = environment.Storage.Locate(table).TrimEnd('/') + '/';
        _vectors = new DeletionVectorFiles(environment, table);
        _partitionPrefixes = [.. snapshot.Metadata.Schema.Fields
            .Where(field => snapshot.Metadata.PartitionColumns.Contains(field.Name))
            .SelectMany(field => (string[])[$"{field.Name}=", $"{field.PhysicalName(snapshot.ColumnMapping)}="])];
        foreach (var file in snapshot.Files) Add(file.Path, file.DeletionVector);
        var since = removedSince.ToUnixTimeMilliseconds();
        foreach (var file in snapshot.State.Tombstones.Values)
            if (file.DeletionTimestamp >= since) Add(file.Path, file.DeletionVector);
    }

    /// <summary>Keeps what a commit removed, and its files of changed rows.</summary>
    public void Add(TableCommit commit)
    {
        foreach (var file in commit.Removes) Add(file.Path, file.DeletionVector);
        foreach (var file in commit.ChangeFiles) Add(file.Path, null);
    }

    /// <summary>Whether a file stays, whatever its age.</summary>
    /// <param name="path">Its path below the table's root.</param>
    public bool Contains(string path)
    {
        if (_paths.Contains(path)) return true;
        var parts = path.Split('/');
        var unfinished = Array.IndexOf(parts, UnfinishedFolder, 0, parts.Length - 1);
        var place = unfinished < 0 ? parts : parts[..unfinished];
        return place.Where((part, index) => IsHidden(part, index, isFolder: index < parts.Length - 1)).Any()
            || _namesElsewhere.Contains(parts[^1]);
    }

    private void Add(string uri, DeletionVectorDescriptor? vector)
    {
        var path = PathEncoding.LocalPath(uri);
        if (!PathEncoding.IsAbsolute(path)) _paths.Add(path);
        else if (path.StartsWith(_root, StringComparison.Ordinal)) _paths.Add(path[_root.Length..]);
        // The same place can have several addresses: what has the name of such a file stays.
        else _namesElsewhere.Add(path[(path.LastIndexOf('/') + 1)..]);
        var root = LogPath.InTable(_table, "");
        if (vector is not null && _vectors.PathOf(vector) is { } file && file.StartsWith(root, StringComparison.Ordinal))
            _paths.Add(file[root.Length..]);
    }

    private bool IsHidden(string part, int depth, bool isFolder)
    {
        if (part[0] is not ('_' or '.')) return false;
        if (!isFolder) return true;
        return !(depth == 0 && DataFolders.Any(folder => part.StartsWith(folder, StringComparison.Ordinal)))
            && !_partitionPrefixes.Any(prefix => part.StartsWith(prefix, StringComparison.Ordinal));
    }
}
