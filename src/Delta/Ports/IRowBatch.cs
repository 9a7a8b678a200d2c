namespace Lakehouse.Delta.Ports;

/// <summary>Some rows of a Parquet file, column by column; valid until the next batch is asked for.</summary>
public interface IRowBatch
{
    /// <summary>Number of rows.</summary>
    int RowCount { get; }

    /// <summary>A top-level column, or null when the file has none of that name.</summary>
    IColumn? Column(string name);
}
