using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>The checkpoint that a hint names, read while the log is listed: mostly it is the one that the listing finds.</summary>
internal sealed class LikelyCheckpoint : IAsyncDisposable
{
    private readonly DeltaEnvironment _environment;
    private readonly string _table;
    private readonly string? _file;
    private readonly CancellationTokenSource _stop;
    private readonly Task<TableState> _state;

    public LikelyCheckpoint(DeltaEnvironment environment, string table, long? version, CancellationToken cancellationToken)
    {
        (_environment, _table) = (environment, table);
        _file = version is { } one ? LogPath.Checkpoint(table, one) : null;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _state = _file is null
            ? Task.FromResult(TableState.Empty)
            : Task.Run(() => new CheckpointReader(environment, table).ReadAsync([_file], _stop.Token), _stop.Token);
    }

    /// <summary>The state that the checkpoint of these files holds; the empty one without any.</summary>
    /// <exception cref="DeltaException">DEL0204: a file of the checkpoint cannot be read.</exception>
    public async Task<TableState> ReadAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (files is [var only] && only == _file) return await _state.ConfigureAwait(false);
        await DropAsync().ConfigureAwait(false);
        return await new CheckpointReader(_environment, _table).ReadAsync(files, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task DropAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await ((Task)_state).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
