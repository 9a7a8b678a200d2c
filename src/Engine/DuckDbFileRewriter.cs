using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Engine;

/// <summary>Writes the rows of data files anew with DuckDB, streaming, sorted where that is asked for.</summary>
public sealed class DuckDbFileRewriter : IFileRewriter, IDisposable
{
    private const long OneFile = 1L << 50;

    private readonly DeltaEnvironment _environment;
    private readonly DuckDbEngine _engine;

    /// <summary>Opens an engine of its own.</summary>
    /// <param name="environment">Storage, clock and ids of the tables.</param>
    /// <param name="options">Limits.</param>
    public DuckDbFileRewriter(DeltaEnvironment environment, DuckDbEngineOptions options)
    {
        _environment = environment;
        _engine = new DuckDbEngine(environment.Storage, options);
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG01xx, ENG02xx: the engine or the storage failed.</exception>
    public async Task<IReadOnlyList<AddFile>> RewriteAsync(FileRewrite rewrite, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rewrite);
        var snapshot = rewrite.Snapshot;
        var paths = rewrite.Files.Select(file => file.Path).ToHashSet();
        var whole = snapshot.Scan();
        var scan = whole.Of([.. whole.Files.Where(file => paths.Contains(file.File.Path))]);
        // Void columns are in no file.
        var schema = new StructType([.. snapshot.Metadata.Schema.Fields.Where(field => field.Type != PrimitiveType.Void)]);
        var partition = scan.Files[0].PartitionValues;
        var tracking = snapshot.RowTrackingColumns;
        var columns = schema.Fields.Where(field => !partition.ContainsKey(field.Name)).Concat(tracking).ToList();
        var relation = await _engine
            .RelationAsync(new DeltaTable(_environment, snapshot.Table), scan, new ScanColumns { RowTracking = true }, cancellationToken)
            .ConfigureAwait(false);
        var select = $"select {string.Join(", ", columns.Select(field => Sql.Name(field.Name)))} from {relation}";
        if (rewrite.ZOrderBy.Count > 0)
        {
            var sorted = rewrite.ZOrderBy.Select(name => columns.Single(field => field.Name == name));
            select = await ZOrder.OfAsync(_engine, select, [.. sorted], cancellationToken).ConfigureAwait(false);
        }
        // Without order several threads write at once; with it, what is sorted stays so.
        var keepsOrder = rewrite.ZOrderBy.Count > 0 ? "true" : "false";
        await _engine.ExecuteAsync($"set preserve_insertion_order = {keepsOrder}", cancellationToken).ConfigureAwait(false);
        var target = new StageTarget(snapshot.Table, schema, snapshot.Metadata.PartitionColumns)
        {
            SinglePartition = partition,
            FileBytes = rewrite.FileBytes ?? OneFile,
            Mapping = snapshot.ColumnMapping,
            Codec = snapshot.ParquetCodec,
        };
        var staged = await _engine.StageAsync(select, target.With(tracking), cancellationToken).ConfigureAwait(false);
        _engine.ForgetCopies();
        var now = _environment.Clock.GetUtcNow();
        return [.. staged.Select(file => file.ToAdd(target.Stored, now, snapshot.IndexedColumns))];
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();
}
