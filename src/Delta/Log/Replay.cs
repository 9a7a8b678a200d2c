namespace Lakehouse.Delta.Log;

/// <summary>Brings a state to a later version, commit by commit.</summary>
internal sealed class Replay(TableState start)
{
    private readonly FileTableBuilder _first = new();
    private readonly StateChanges _changes = new();
    private readonly bool _isNew = start.Files.Count == 0 && start.Tombstones.Count == 0;

    /// <remarks>
    /// As long as no file was there or was removed, those of large commits need not be looked at one by one. A removed
    /// file that is not there again has a tombstone.
    /// </remarks>
    public void Add(TableCommit commit)
    {
        if (_isNew && commit.Adds is FileList many && commit.Removes.Count == 0 && _changes.Tombstones.Count == 0)
        {
            foreach (var file in _changes.Files.Values) _first.Add(file!);
            _changes.Files.Clear();
            _first.Add(many);
            _changes.AddOthers(commit);
        }
        else
        {
            _changes.Add(commit);
        }
    }

    /// <summary>The state after all commits; asked for once.</summary>
    public TableState State() => (_first.IsEmpty ? start : start.With(_first.Build())).Apply(_changes);
}
