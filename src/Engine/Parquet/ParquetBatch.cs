using Lakehouse.Delta.Ports;

namespace Lakehouse.Engine.Parquet;

/// <summary>The only column of one of DuckDB's chunks.</summary>
internal sealed class ParquetBatch(int rowCount, string columnName, VectorColumn column) : IRowBatch
{
    /// <inheritdoc/>
    public int RowCount => rowCount;

    /// <inheritdoc/>
    public IColumn? Column(string name) => name == columnName ? column : null;
}
