using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Ports;

/// <summary>Reads and writes the Parquet files of the log: checkpoints and their sidecars.</summary>
public interface IParquetFiles
{
    /// <summary>
    /// Reads the named top-level columns in batches, in file order. Columns that the file lacks are left out of the
    /// batches.
    /// </summary>
    /// <exception cref="Exception">The file is missing or is not readable Parquet.</exception>
    IAsyncEnumerable<IRowBatch> ReadAsync(
        string path, IReadOnlyCollection<string> columns, CancellationToken cancellationToken);

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
