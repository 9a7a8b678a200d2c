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
        var isById = mode == ColumnMappingMode.Id;
        var partitions = scan.Schema.Fields.Where(IsPartition).ToDictionary(field => field.PhysicalName(mode), field => field.Name);
        var stored = PhysicalColumns.Of(scan.Schema, mode);
        var (place, position) = (stored.FreeName("_file_location"), stored.FreeName("_file_row"));
        var tracked = new TrackedRows(columns.RowTracking ? scan.Snapshot.RowTrackingColumns : [], stored);
        DataFile[] files = [.. scan.Files.Select((file, i) => new DataFile(locate(file), ValuesOf(file))
        {
            Rows = DataFile.RowsOf(file.File, i),
        })];
        // The columns of row ids have no field ids, so they are read apart where columns are found by these.
        var isApart = isById && tracked.Any;
        var from = isApart || !tracked.Any
            ? $"{Read(stored.Fields, partitions.Keys, isById)} as f"
            : $"{Read([.. stored.Fields, .. tracked.Columns], [.. partitions.Keys, .. tracked.FromLog], false)} as f";
        if (isApart) from += $" join {Read(tracked.Columns, tracked.FromLog, false)} as t using ({place}, {position})";
        // Both sides of the join have the place.
        var owner = isApart ? "" : "f.";
        var select = scan.Schema.Fields.Select(field => $"{Value(field)} as {Sql.Name(field.Name)}")
            .Concat(columns.File is { } file ? [$"{owner}{place} as {Sql.Name(file)}"] : [])
            .Concat(columns.Row is { } row ? [$"{owner}{position} as {Sql.Name(row)}"] : [])
            .Concat(tracked.Select($"{owner}{position}"));
        var where = deletedRows is { } set ? $" where not {DeletedRowsFunction.Name}({set}, {owner}{place}, {owner}{position})" : "";
        return $"(select {string.Join(", ", select)} from {from}{where})";

        string Read(IReadOnlyList<StructField> fields, IEnumerable<string> fromLog, bool byId) => DataFileRelation.Of(
            files,
            new StructType(fields),
            [.. fromLog],
            deletedRows is not null || isApart || columns.File is not null ? place : null,
            deletedRows is not null || tracked.Any || columns.Row is not null ? position : null,
            byId);

        Dictionary<string, string?> ValuesOf(ScanFile file) => partitions
            .Select(one => KeyValuePair.Create(one.Key, file.PartitionValues[one.Value]))
            .Concat(tracked.Values(file.File))
            .ToDictionary();

        bool IsPartition(StructField field) => scan.Snapshot.Metadata.PartitionColumns.Contains(field.Name);

        string Value(StructField field) => field.Type == PrimitiveType.Void
            ? $"null::{DuckDbTypes.ToSql(field.Type)}"
            : PhysicalColumns.Value($"f.{Sql.Name(field.PhysicalName(mode))}", field.Type, mode);
    }
}
