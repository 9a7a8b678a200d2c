using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>The statement that writes a query's rows as data files.</summary>
internal static class CopyStatement
{
    private const string FileOptions =
        "format parquet, compression snappy, append, filename_pattern 'part-{uuid}', return_stats";

    /// <summary>SQL that gives one row for each file written.</summary>
    public static string Of(string select, string folder, StageTarget target)
    {
        var isOneFolder = target.PartitionColumns.Count == 0 || target.SinglePartition is not null;
        var columns = target.Schema.Fields
            .Where(field => target.SinglePartition?.ContainsKey(field.Name) != true)
            .Select(field => $"{Value(field, target)} as {Sql.Name(field.Name)}");
        var layout = isOneFolder
            ? target.FileBytes is { } bytes ? $"file_size_bytes {bytes}" : "per_thread_output"
            : $"partition_by ({string.Join(", ", target.PartitionColumns.Select(Sql.Name))})";
        return $"copy (select {string.Join(", ", columns)} from ({select})) to {Sql.Text(folder)} ({FileOptions}, {layout})";
    }

    // Files hold the table's types exactly: a HUGEINT left alone would become a DOUBLE.
    private static string Value(StructField field, StageTarget target)
    {
        var value = $"cast({Sql.Name(field.Name)} as {DuckDbTypes.ToSql(field.Type)})";
        // An empty text has no place in the log: it is null there (protocol, "Partition Value Serialization").
        return field.Type == PrimitiveType.String && target.PartitionColumns.Contains(field.Name)
            ? $"nullif({value}, '')"
            : value;
    }
}
