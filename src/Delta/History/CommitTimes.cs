using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.History;

/// <summary>When the commits that are still in the log were made, by the times of their files.</summary>
internal sealed class CommitTimes
{
    private readonly List<(long Version, DateTimeOffset Time)> _times = [];

    /// <remarks>
    /// Times of files may stand still or go back; each commit counts as later than the one before by a millisecond at least.
    /// </remarks>
    public CommitTimes(LogFiles files)
    {
        foreach (var (version, modified) in files.Commits)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(modified.ToUnixTimeMilliseconds());
            if (_times is [.., var before] && time <= before.Time) time = before.Time.AddMilliseconds(1);
            _times.Add((version, time));
        }
    }

    /// <summary>The versions that are there, ascending.</summary>
    public IEnumerable<long> Versions => _times.Select(time => time.Version);

    public DateTimeOffset Of(long version) =>
        _times[_times.BinarySearch((version, default), Comparer<(long Version, DateTimeOffset)>.Create(
            (one, two) => one.Version.CompareTo(two.Version)))].Time;

    /// <summary>The last version before a limit whose commit was not made after a time; null when there is none.</summary>
    public long? LastAt(DateTimeOffset time, long beforeVersion)
    {
        var index = _times.FindLastIndex(commit => commit.Version < beforeVersion && commit.Time <= time);
        return index < 0 ? null : _times[index].Version;
    }
}
