using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine;

/// <summary>Rows of a table that a query is to read: those of some files.</summary>
/// <param name="TablePath">Root of the table below the storage root.</param>
/// <param name="Schema">Columns of the table, in order.</param>
/// <param name="PartitionColumns">Those of them whose values come from the log.</param>
/// <param name="Files">The files; none gives no rows, with the right types.</param>
public sealed record TableRows(
    string TablePath, StructType Schema, IReadOnlyList<string> PartitionColumns, IReadOnlyList<DataFile> Files)
{
    /// <summary>The version of the table that consists of these files and no others.</summary>
    /// <value>Default null: they are some of a version's files, or no commit names them.</value>
    public long? Version { get; init; }

    /// <summary>Name of an extra column with the location of the row's file.</summary>
    /// <value>None.</value>
    public string? FileColumn { get; init; }
}
