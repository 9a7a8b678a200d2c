using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Parquet;

/// <summary>Placeholder until the branch is merged.</summary>
public sealed class DuckDbParquetFiles(IStorage storage) : IParquetFiles
{
    /// <inheritdoc/>
    public IAsyncEnumerable<IRowBatch> ReadAsync(string path, IReadOnlyCollection<string> columns, CancellationToken cancellationToken) => throw new InvalidOperationException(storage.Locate(path));
    /// <inheritdoc/>
    public Task WriteAsync(string path, StructType schema, IAsyncEnumerable<ReadOnlyMemory<byte>> rowsAsJson, CancellationToken cancellationToken) => throw new InvalidOperationException(storage.Locate(path));
}
