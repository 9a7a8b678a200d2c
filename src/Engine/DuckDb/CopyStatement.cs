using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Engine.DuckDb;

/// <summary>The statement that writes a query's rows as data files.</summary>
internal static class CopyStatement
{
    private const string FileOptions = "format parquet, append, filename_pattern 'part-{uuid}', return_stats";

    /// <summary>SQL that gives one row for each file written.</summary>
    public static string Of(string select, string folder, StageTarget target)
    {
        var isOneFolder = target.PartitionColumns.Count == 0 || target.SinglePartition is not null;
        // Void columns are in no file.
        var columns = target.Schema.Fields
            .Where(field => field.Type != PrimitiveType.Void && target.SinglePartition?.ContainsKey(field.Name) != true)
            .ToList();
        var values = columns.Select(field => $"{Value(field, target)} as {Sql.Name(field.PhysicalName(target.Mapping))}");
        var layout = isOneFolder
            ? target.FileBytes is { } bytes ? $"file_size_bytes {bytes}" : "per_thread_output"
            : $"partition_by ({string.Join(", ", target.PartitionColumns.Select(column => Sql.Name(target.Physical(column))))})";
        var ids = target.Mapping == ColumnMappingMode.None
            ? ""
            : $", field_ids {FieldIds.Of(columns.Where(field => !target.PartitionColumns.Contains(field.Name)), target.Mapping)}";
        return $"copy (select {string.Join(", ", values)} from ({select})) to {Sql.Text(folder)} ({FileOptions}, compression {target.Codec}, {layout}{ids})";
    }

    // Files hold the table's types exactly: a HUGEINT left alone would become a DOUBLE.
    private static string Value(StructField field, StageTarget target)
    {
        var value = $"cast({Sql.Name(field.Name)} as {DuckDbTypes.ToSql(field.Type)})";
        // An empty text has no place in the log: it is null there (protocol, "Partition Value Serialization").
        return field.Type == PrimitiveType.String && target.PartitionColumns.Contains(field.Name)
            ? $"nullif({value}, '')"
            : PhysicalColumns.Stored(value, field.Type, target.Mapping);
    }
}
