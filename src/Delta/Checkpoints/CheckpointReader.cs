using System.Runtime.CompilerServices;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Reads classic checkpoints, of one file or of several parts.</summary>
internal sealed class CheckpointReader(IParquetFiles parquet, string table)
{
    /// <summary>The actions of one checkpoint file.</summary>
    public async IAsyncEnumerable<DeltaAction> ReadFileAsync(
        string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new CheckpointRows();
        var batches = parquet.ReadAsync(file, CheckpointSchema.Columns, cancellationToken);
        await foreach (var batch in batches.ConfigureAwait(false))
            foreach (var action in rows.Read(batch)) yield return action;
    }

    /// <summary>The state that a checkpoint holds.</summary>
    /// <exception cref="DeltaException">DEL0204: a file of the checkpoint cannot be read.</exception>
    public async Task<TableState> ReadAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var changes = new StateChanges();
        foreach (var file in files)
        {
            try
            {
                await foreach (var action in ReadFileAsync(file, cancellationToken).ConfigureAwait(false))
                    changes.Add(action);
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
        return TableState.Empty.Apply(changes);
    }
}
