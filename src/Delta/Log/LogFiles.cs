using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Log;

/// <summary>What a listing of the log found, and the way through it to a version.</summary>
internal sealed class LogFiles(string table)
{
    private readonly SortedDictionary<long, DateTimeOffset> _commits = [];
    private readonly HashSet<long> _checkpoints = [];
    private readonly Dictionary<(long Version, int Parts), int> _parts = [];
    private readonly Dictionary<long, DateTimeOffset> _checkpointTimes = [];

    public bool IsEmpty => _commits.Count == 0 && Checkpoints().Count == 0;

    public void Add(LogFileName name, StoredObject file)
    {
        switch (name.Kind)
        {
            case LogFileKind.Commit:
                _commits[name.Version] = file.LastModified;
                break;
            case LogFileKind.Checkpoint:
                _checkpoints.Add(name.Version);
                _checkpointTimes[name.Version] = file.LastModified;
                break;
            case LogFileKind.CheckpointPart:
                var key = (name.Version, name.Parts);
                _parts[key] = _parts.GetValueOrDefault(key) + 1;
                _checkpointTimes[name.Version] = file.LastModified;
                break;
        }
    }

    public bool HasCheckpoint(long? notAfter) => Newest(notAfter) is not null;

    /// <exception cref="DeltaException">DEL0102, DEL0202: the version is not there, or a commit is missing.</exception>
    public LogSegment Segment(long? version)
    {
        var newest = Math.Max(
            _commits.Count > 0 ? _commits.Keys.Last() : -1, Newest(null)?.Version ?? -1);
        var target = version ?? newest;
        if (target < 0 || target > newest)
            throw new DeltaException(
                ErrorCodes.VersionNotFound,
                $"{table} has no version {target}. Its newest version is {newest}.")
            { Table = table, Version = target };
        var checkpoint = Newest(target);
        var first = checkpoint is { } found ? found.Version + 1 : 0;
        for (var needed = first; needed <= target; needed++)
            if (!_commits.ContainsKey(needed)) throw Gap(table, needed);
        return new LogSegment(
            target,
            checkpoint?.Version,
            checkpoint is { } start ? Files(start) : [],
            _commits.TryGetValue(target, out var modified) ? modified : _checkpointTimes.GetValueOrDefault(target));
    }

    public static DeltaException Gap(string table, long version) => new(
        ErrorCodes.LogGap,
        $"commit {version} of {table} is missing from the log. Restore it, or read a version after a later checkpoint.")
    { Table = table, Version = version, File = LogPath.Commit(table, version) };

    private (long Version, int Parts)? Newest(long? notAfter)
    {
        var usable = Checkpoints().Where(one => one.Version <= (notAfter ?? long.MaxValue)).ToList();
        return usable.Count == 0 ? null : usable.MaxBy(one => (one.Version, -one.Parts));
    }

    /// <summary>Checkpoints of which every part is there.</summary>
    private List<(long Version, int Parts)> Checkpoints() =>
    [
        .. _checkpoints.Select(version => (version, 1)),
        .. _parts.Where(one => one.Value == one.Key.Parts).Select(one => one.Key),
    ];

    private IReadOnlyList<string> Files((long Version, int Parts) checkpoint) =>
        _checkpoints.Contains(checkpoint.Version)
            ? [LogPath.Checkpoint(table, checkpoint.Version)]
            : [.. Enumerable.Range(1, checkpoint.Parts)
                .Select(part => LogPath.CheckpointPart(table, checkpoint.Version, part, checkpoint.Parts))];
}
