using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Ports;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Storage;

namespace Lakehouse.Engine;

/// <summary>Writes the rows of data files anew with DuckDB, streaming, sorted where that is asked for.</summary>
/// <remarks>
/// Where the tables are not on a local disk, the files are copied into a temporary folder one rewrite at a time, and the
/// new ones copied back.
/// </remarks>
public sealed class DuckDbFileRewriter : IFileRewriter, IDisposable
{
    private const long OneFile = 1L << 50;

    private readonly DeltaEnvironment _environment;
    private readonly DeltaEnvironment _local;
    private readonly LocalCopies? _copies;
    private readonly DuckDbEngine _engine;

    /// <summary>Opens an engine of its own.</summary>
    /// <param name="environment">Storage, clock and ids of the tables.</param>
    /// <param name="options">Limits.</param>
    public DuckDbFileRewriter(DeltaEnvironment environment, DuckDbEngineOptions options)
    {
        _environment = environment;
        _copies = LocalCopies.AreNeededFor(environment.Storage) ? new LocalCopies(environment.Storage) : null;
        _local = _copies is null ? environment : environment with { Storage = new LocalStorage(_copies.Root, environment.NewId) };
        _engine = new DuckDbEngine(_local.Storage, options);
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG01xx, ENG02xx: the engine or the storage failed.</exception>
    public async Task<IReadOnlyList<AddFile>> RewriteAsync(FileRewrite rewrite, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rewrite);
        var snapshot = rewrite.Snapshot;
        var table = new DeltaTable(_local, snapshot.Table);
        var keys = rewrite.Files.Select(file => file.Key).ToHashSet();
        var whole = snapshot.Scan();
        var scan = whole.Of([.. whole.Files.Where(file => keys.Contains(file.File.Key))]);
        if (_copies is not null)
        {
            foreach (var path in new DeltaTable(_environment, snapshot.Table).ObjectsOf(rewrite.Files))
            {
                await _copies.FetchAsync(path, cancellationToken).ConfigureAwait(false);
            }
        }
        var relation = await _engine.RelationAsync(table, scan, null, cancellationToken).ConfigureAwait(false);
        var partition = scan.Files[0].PartitionValues;
        var columns = snapshot.Metadata.Schema.Fields
            .Where(field => !partition.ContainsKey(field.Name))
            .Select(field => Sql.Name(field.Name));
        var select = $"select {string.Join(", ", columns)} from {relation}";
        if (rewrite.ZOrderBy.Count > 0)
        {
            var sorted = rewrite.ZOrderBy.Select(name => snapshot.Metadata.Schema.Fields.Single(field => field.Name == name));
            select = await ZOrder.OfAsync(_engine, select, [.. sorted], cancellationToken).ConfigureAwait(false);
        }
        // Without order several threads write at once; with it, what is sorted stays so.
        var keepsOrder = rewrite.ZOrderBy.Count > 0 ? "true" : "false";
        await _engine.ExecuteAsync($"set preserve_insertion_order = {keepsOrder}", cancellationToken).ConfigureAwait(false);
        var staged = await _engine.StageAsync(
            select,
            new StageTarget(snapshot.Table, snapshot.Metadata.Schema, snapshot.Metadata.PartitionColumns)
            {
                SinglePartition = partition,
                FileBytes = rewrite.FileBytes ?? OneFile,
            },
            cancellationToken).ConfigureAwait(false);
        if (_copies is not null)
        {
            foreach (var file in staged)
            {
                await _copies.StoreAsync($"{snapshot.Table}/{file.Path}".TrimStart('/'), cancellationToken).ConfigureAwait(false);
            }
            _copies.Clear();
        }
        var now = _environment.Clock.GetUtcNow();
        return [.. staged.Select(file => file.ToAdd(snapshot.Metadata.Schema, now))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        _copies?.Dispose();
    }
}
