using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>
/// Reads one checkpoint: of one file or of several parts, of either form, as Parquet or as JSON, with or without sidecars.
/// </summary>
internal sealed class CheckpointReader(DeltaEnvironment environment, string table)
{
    private readonly CheckpointFiles _adds = new();
    private readonly CheckpointRows _rows = new();
    private readonly FileTableBuilder _files = new();
    private readonly StateChanges _others = new();

    /// <summary>The state that a checkpoint holds.</summary>
    /// <exception cref="DeltaException">DEL0204: a file of the checkpoint cannot be read.</exception>
    public async Task<TableState> ReadAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var sidecars = new List<string>();
        foreach (var file in files) await ReadAsync(file, sidecars, cancellationToken).ConfigureAwait(false);
        foreach (var sidecar in sidecars) await ReadAsync(sidecar, null, cancellationToken).ConfigureAwait(false);
        return TableState.Of(_files.Build(), _others);
    }

    /// <summary>The state that a file holds which was just written; whatever fails is thrown as it is.</summary>
    public async Task<TableState> ReadWrittenAsync(string file, CancellationToken cancellationToken)
    {
        await ReadParquetAsync(file, null, cancellationToken).ConfigureAwait(false);
        return TableState.Of(_files.Build(), _others);
    }

    private async Task ReadAsync(string file, List<string>? sidecars, CancellationToken cancellationToken)
    {
        try
        {
            if (file.EndsWith(".json", StringComparison.Ordinal))
                Add(await ReadJsonAsync(file, cancellationToken).ConfigureAwait(false), sidecars);
            else await ReadParquetAsync(file, sidecars, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new DeltaException(
                ErrorCodes.UnreadableCheckpoint,
                $"the checkpoint {file} cannot be read. Delete it if all commits before it are there, "
                + "or restore it.",
                error)
            { Table = table, File = file };
        }
    }

    private async Task<List<DeltaAction>> ReadJsonAsync(string file, CancellationToken cancellationToken) =>
        CommitFile.ReadActions(
            await environment.Storage.ReadAsync(file, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException("it is missing"),
            _files);

    private async Task ReadParquetAsync(string file, List<string>? sidecars, CancellationToken cancellationToken)
    {
        var batches = environment.Parquet.ReadAsync(file, CheckpointSchema.Columns, cancellationToken);
        await foreach (var batch in batches.ConfigureAwait(false))
        {
            if (batch.Column(CheckpointSchema.Add) is { } adds) _adds.Read(adds, batch.RowCount, _files);
            Add(_rows.Read(batch), sidecars);
        }
    }

    private void Add(IEnumerable<DeltaAction> actions, List<string>? sidecars)
    {
        foreach (var action in actions)
        {
            if (action is Sidecar sidecar)
                (sidecars ?? throw new InvalidDataException("a sidecar names another")).Add(PathOf(sidecar));
            else _others.Add(action);
        }
    }

    private string PathOf(Sidecar sidecar) => sidecar.Path.AsSpan().ContainsAny('/', '\\')
        ? throw new InvalidDataException("a sidecar lies in another folder")
        : LogPath.Sidecar(table, sidecar.Path);
}
