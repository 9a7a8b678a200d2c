using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Log;

/// <summary>What a listing of the log found, and the way through it to a version.</summary>
internal sealed class LogFiles(string table)
{
    private readonly SortedDictionary<long, DateTimeOffset> _commits = [];
    private readonly Dictionary<long, SortedSet<long>> _compactions = [];
    private readonly Dictionary<CheckpointKey, SortedDictionary<int, StoredObject>> _checkpoints = [];
    private long _newestCommit = -1;

    public bool IsEmpty => _commits.Count == 0 && Newest(null) is null;

    /// <summary>When each commit that was found was last written, by version.</summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Commits => _commits;

    /// <summary>The files of each checkpoint of which every part is there.</summary>
    public IEnumerable<(long Version, IReadOnlyList<string> Files)> Checkpoints => _checkpoints
        .Where(one => one.Value.Count == one.Key.Parts)
        .Select(one => (one.Key.Version, (IReadOnlyList<string>)[.. one.Value.Values.Select(file => file.Path)]));

    /// <summary>The compactions, by the versions that they span.</summary>
    public IEnumerable<LogStep> Compactions =>
        _compactions.SelectMany(one => one.Value.Select(last => new LogStep(one.Key, last)));

    public void Add(LogFileName name, StoredObject file)
    {
        switch (name.Kind)
        {
            case LogFileKind.Commit:
                _commits[name.Version] = file.LastModified;
                _newestCommit = Math.Max(_newestCommit, name.Version);
                break;
            case LogFileKind.Compaction:
                if (!_compactions.TryGetValue(name.Version, out var ends)) _compactions[name.Version] = ends = [];
                ends.Add(name.LastVersion);
                break;
            default:
                var key = new CheckpointKey(name.Version, name.Kind, name.Parts);
                if (!_checkpoints.TryGetValue(key, out var parts)) _checkpoints[key] = parts = [];
                parts[name.Part] = file;
                break;
        }
    }

    public bool HasCheckpoint(long? notAfter) => Newest(notAfter) is not null;

    /// <exception cref="DeltaException">DEL0102, DEL0202: the version is not there, or a commit is missing.</exception>
    public LogSegment Segment(long? version)
    {
        var newest = Math.Max(_newestCommit, Newest(null)?.Version ?? -1);
        var target = version ?? newest;
        if (target < 0 || target > newest)
            throw new DeltaException(
                ErrorCodes.VersionNotFound,
                $"{table} has no version {target}. Its newest version is {newest}.")
            { Table = table, Version = target };
        var checkpoint = Newest(target);
        StoredObject[] files = checkpoint is null ? [] : [.. _checkpoints[checkpoint].Values];
        return new LogSegment(
            target,
            [.. files.Select(file => file.Path)],
            Steps((checkpoint?.Version ?? -1) + 1, target),
            _commits.TryGetValue(target, out var modified) ? modified : files[^1].LastModified);
    }

    public static DeltaException Gap(string table, long version) => new(
        ErrorCodes.LogGap,
        $"commit {version} of {table} is missing from the log. Restore it, or read a version after a later checkpoint.")
    { Table = table, Version = version, File = LogPath.Commit(table, version) };

    private List<LogStep> Steps(long first, long target)
    {
        var steps = new List<LogStep>();
        for (var next = first; next <= target; next = steps[^1].Last + 1)
        {
            var last = _compactions.GetValueOrDefault(next)?.LastOrDefault(end => end <= target, next) ?? next;
            if (last == next && !_commits.ContainsKey(next)) throw Gap(table, next);
            steps.Add(new LogStep(next, last));
        }
        return steps;
    }

    /// <summary>The newest checkpoint of which every part is there.</summary>
    private CheckpointKey? Newest(long? notAfter) => _checkpoints
        .Where(one => one.Value.Count == one.Key.Parts && one.Key.Version <= (notAfter ?? long.MaxValue))
        .Select(one => one.Key)
        .MaxBy(key => (key.Version, -(int)key.Kind, -key.Parts));

    private sealed record CheckpointKey(long Version, LogFileKind Kind, int Parts);
}
