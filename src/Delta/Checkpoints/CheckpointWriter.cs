using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Writes checkpoints of one file: classic ones, or those of the second form where the table has them.</summary>
internal sealed class CheckpointWriter(DeltaEnvironment environment, string table)
{
    private static readonly StructType SecondForm = new(
    [
        new StructField("checkpointMetadata", new StructType([new StructField("version", PrimitiveType.Long)])),
        .. CheckpointSchema.Type.Fields,
    ]);

    private IStorage Storage => environment.Storage;

    /// <summary>Writes a checkpoint under a temporary name, reads it back, and only then publishes it.</summary>
    /// <exception cref="DeltaException">DEL0205: what was read back is not the state.</exception>
    public async Task WriteAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var version = snapshot.Version;
        var live = CheckpointState.Of(snapshot.State, environment.Clock.GetUtcNow());
        var isSecondForm = snapshot.Metadata.HasV2Checkpoints();
        var rows = RowsAsync(isSecondForm ? version : null, live.Actions(), cancellationToken);
        var id = environment.NewId();
        var temporary = LogPath.TemporaryCheckpoint(table, version, id);
        var final = isSecondForm
            ? LogPath.UniqueCheckpoint(table, version, id)
            : LogPath.Checkpoint(table, version);
        try
        {
            await environment.Parquet
                .WriteAsync(temporary, isSecondForm ? SecondForm : CheckpointSchema.Type, rows, cancellationToken)
                .ConfigureAwait(false);
            await VerifyAsync(temporary, live, cancellationToken).ConfigureAwait(false);
            await Storage
                .PublishAsync(temporary, final, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            await Storage.DeleteAsync(temporary, CancellationToken.None).ConfigureAwait(false);
        }
        var hint = new LastCheckpoint(version, live.Count, live.State.Files.Count);
        await Storage
            .PutAsync(LogPath.LastCheckpoint(table), hint.Write(), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task VerifyAsync(string file, CheckpointState live, CancellationToken cancellationToken)
    {
        var state = await new CheckpointReader(environment, table)
            .ReadWrittenAsync(file, cancellationToken)
            .ConfigureAwait(false);
        if (live.FirstDifference(state) is { } difference) throw Wrong(file, difference);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> RowsAsync(
        long? secondFormVersion,
        IEnumerable<DeltaAction> actions,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (secondFormVersion is { } version)
            yield return Encoding.UTF8.GetBytes($"{{\"checkpointMetadata\":{{\"version\":{version}}}}}");
        var buffer = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(buffer, ActionWriter.Options);
        await using (json.ConfigureAwait(false))
        {
            foreach (var action in actions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                buffer.ResetWrittenCount();
                json.Reset();
                ActionWriter.Write(json, action);
                await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                yield return buffer.WrittenMemory;
            }
        }
    }

    private DeltaException Wrong(string file, string what) => new(
        ErrorCodes.WrongCheckpoint,
        $"the checkpoint of {table} was not published: read back, {what}. The table is whole; the next "
        + "commit tries again.")
    { Table = table, File = file };
}
