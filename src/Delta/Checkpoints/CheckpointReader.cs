using System.Runtime.CompilerServices;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>
/// Reads checkpoints: of one file or of several parts, of either form, as Parquet or as JSON, with or without sidecars.
/// </summary>
internal sealed class CheckpointReader(DeltaEnvironment environment, string table)
{
    /// <summary>The actions of one checkpoint file.</summary>
    public async IAsyncEnumerable<DeltaAction> ReadFileAsync(
        string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            var content = await environment.Storage.ReadAsync(file, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException("it is missing");
            foreach (var action in CommitFile.ReadActions(content)) yield return action;
            yield break;
        }
        var rows = new CheckpointRows();
        var batches = environment.Parquet.ReadAsync(file, CheckpointSchema.Columns, cancellationToken);
        await foreach (var batch in batches.ConfigureAwait(false))
            foreach (var action in rows.Read(batch)) yield return action;
    }

    /// <summary>The state that a checkpoint holds.</summary>
    /// <exception cref="DeltaException">DEL0204: a file of the checkpoint cannot be read.</exception>
    public async Task<TableState> ReadAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var changes = new StateChanges();
        var sidecars = new List<string>();
        foreach (var file in files)
            await ReadAsync(file, changes, sidecars, cancellationToken).ConfigureAwait(false);
        foreach (var sidecar in sidecars)
            await ReadAsync(sidecar, changes, null, cancellationToken).ConfigureAwait(false);
        return TableState.Empty.Apply(changes);
    }

    private async Task ReadAsync(
        string file, StateChanges changes, List<string>? sidecars, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var action in ReadFileAsync(file, cancellationToken).ConfigureAwait(false))
            {
                if (action is Sidecar sidecar)
                    (sidecars ?? throw new InvalidDataException("a sidecar names another")).Add(PathOf(sidecar));
                else changes.Add(action);
            }
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

    private string PathOf(Sidecar sidecar) => sidecar.Path.AsSpan().ContainsAny('/', '\\')
        ? throw new InvalidDataException("a sidecar lies in another folder")
        : LogPath.Sidecar(table, sidecar.Path);
}
