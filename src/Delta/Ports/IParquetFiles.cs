using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Ports;

/// <summary>Reads and writes the Parquet files of the log: checkpoints and their sidecars.</summary>
public interface IParquetFiles
{
    /// <summary>Reads some top-level columns in batches of one or more of them, rows in file order.</summary>
    /// <param name="path">Path below the storage root.</param>
    /// <param name="columns">The columns, all structs. One that the file lacks is in no batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Exception">The file is missing or is not readable Parquet.</exception>
    IAsyncEnumerable<IRowBatch> ReadAsync(
        string path, IReadOnlyList<LogColumn> columns, CancellationToken cancellationToken);

    /// <summary>
    /// Writes rows to a new file, durably, all columns nullable.
    /// </summary>
    /// <param name="path">Path below the storage root; its folder is made when missing.</param>
    /// <param name="schema">Columns, types and their order.</param>
    /// <param name="rowsAsJson">One JSON object a row, UTF-8, with the members of <paramref name="schema"/>.</param>
    /// <param name="cancellationToken">Ends the work; what was written is removed.</param>
    Task WriteAsync(
        string path,
        StructType schema,
        IAsyncEnumerable<ReadOnlyMemory<byte>> rowsAsJson,
        CancellationToken cancellationToken);
}
