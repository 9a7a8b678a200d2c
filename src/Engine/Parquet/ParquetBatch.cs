using Lakehouse.Delta.Ports;

namespace Lakehouse.Engine.Parquet;

/// <summary>The columns of one of DuckDB's chunks.</summary>
internal sealed class ParquetBatch(int rowCount, IReadOnlyDictionary<string, IColumn> columns) : IRowBatch
{
    /// <inheritdoc/>
    public int RowCount => rowCount;

    /// <inheritdoc/>
    public IColumn? Column(string name) => columns.GetValueOrDefault(name);
}
