using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// SQL for the rows of a scan: the files' columns under their names in the schema, without the rows that deletion vectors
/// name. What the scan left out by its condition are files; the condition itself is not applied.
/// </summary>
internal static class ScanRelation
{
    /// <summary>A parenthesised select of the scan's columns.</summary>
    /// <param name="scan">Columns and files.</param>
    /// <param name="locate">Where a file lies.</param>
    /// <param name="deletedRows">The set of the files' deletion vectors; null when there are none.</param>
    /// <param name="columns">Extra columns.</param>
    public static string Of(Scan scan, Func<ScanFile, string> locate, long? deletedRows, ScanColumns columns)
    {
        var mode = scan.Snapshot.ColumnMapping;
        var partitions = scan.Schema.Fields.Where(IsPartition).ToList();
        var files = scan.Files.Select((file, i) => new DataFile(
            locate(file), partitions.ToDictionary(field => field.PhysicalName(mode), field => file.PartitionValues[field.Name]))
        {
            Rows = DataFile.RowsOf(file.File, i),
        });
        var needsPlace = deletedRows is not null;
        var stored = PhysicalColumns.Of(scan.Schema, mode);
        var (place, position) = (stored.FreeName("_file_location"), stored.FreeName("_file_row"));
        var physical = DataFileRelation.Of(
            [.. files],
            stored,
            [.. partitions.Select(field => field.PhysicalName(mode))],
            needsPlace || columns.File is not null ? place : null,
            needsPlace || columns.Row is not null ? position : null,
            mode == ColumnMappingMode.Id);
        var select = scan.Schema.Fields.Select(field => $"{Value(field)} as {Sql.Name(field.Name)}")
            .Concat(columns.File is { } file ? [$"f.{place} as {Sql.Name(file)}"] : [])
            .Concat(columns.Row is { } row ? [$"f.{position} as {Sql.Name(row)}"] : []);
        var where = deletedRows is { } set ? $" where not {DeletedRowsFunction.Name}({set}, f.{place}, f.{position})" : "";
        return $"(select {string.Join(", ", select)} from {physical} as f{where})";

        bool IsPartition(StructField field) => scan.Snapshot.Metadata.PartitionColumns.Contains(field.Name);

        string Value(StructField field) => field.Type == PrimitiveType.Void
            ? $"null::{DuckDbTypes.ToSql(field.Type)}"
            : PhysicalColumns.Value($"f.{Sql.Name(field.PhysicalName(mode))}", field.Type, mode);
    }
}
