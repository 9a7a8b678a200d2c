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
        if (target.PartitionColumns.Count == 0 || target.SinglePartition is not null)
        {
            return $"copy ({select}) to {Sql.Text(folder)} ({FileOptions}, per_thread_output)";
        }
        // An empty text has no place in the log: it is null there (protocol, "Partition Value Serialization").
        var texts = target.Schema.Fields
            .Where(f => target.PartitionColumns.Contains(f.Name) && f.Type == PrimitiveType.String)
            .Select(f => $"nullif({Sql.Name(f.Name)}, '') as {Sql.Name(f.Name)}")
            .ToList();
        var rows = texts.Count == 0 ? select : $"select * replace ({string.Join(", ", texts)}) from ({select})";
        var columns = string.Join(", ", target.PartitionColumns.Select(Sql.Name));
        return $"copy ({rows}) to {Sql.Text(folder)} ({FileOptions}, partition_by ({columns}))";
    }
}
