using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;

namespace Lakehouse.Benchmarks;

/// <summary>Delta tables of a local folder.</summary>
internal sealed class LocalTables : IDisposable
{
    private readonly DuckDbParquetFiles _parquet;

    public LocalTables(string root)
    {
        var storage = new LocalStorage(root, Guid.NewGuid);
        _parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions(Path.Combine(Path.GetTempPath(), "medallion", "spill")));
        Environment = new DeltaEnvironment(storage, _parquet, TimeProvider.System, Guid.NewGuid);
    }

    /// <summary>Their storage, clock and ids.</summary>
    public DeltaEnvironment Environment { get; }

    /// <summary>A table by the name of its folder.</summary>
    public DeltaTable Table(string name) => new(Environment, name);

    /// <inheritdoc/>
    public void Dispose() => _parquet.Dispose();
}
