using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Tests.Dml;

/// <summary>Ids and commit versions of rows by the words of the protocol: plain DuckDB over files, with the log's numbers.</summary>
internal static class RowIds
{
    /// <summary>SQL for the live rows with the columns of files, under their names there, <c>row_id</c> and <c>row_version</c>.</summary>
    internal static async Task<string> RelationAsync(ChangeTable table)
    {
        var snapshot = await table.Table.LoadAsync();
        var (id, version) = (Property("RowIdColumnName"), Property("RowCommitVersionColumnName"));
        var files = new List<string>();
        foreach (var file in snapshot.Files)
        {
            files.Add(await OfFileAsync(table, file, id, version));
        }
        return $"({string.Join(" union all by name ", files)})";

        string Property(string name) => snapshot.Metadata.Configuration[$"delta.rowTracking.materialized{name}"];
    }

    /// <summary>Key, row id and commit version of every live row, by the key.</summary>
    internal static async Task<IReadOnlyList<string>> OfAsync(ChangeTable table, string key = "id")
    {
        var snapshot = await table.Table.LoadAsync();
        var physical = snapshot.Metadata.Schema.Fields.Single(field => field.Name == key).PhysicalName(snapshot.ColumnMapping);
        return await table.QueryAsync($"select \"{physical}\", row_id, row_version from {await RelationAsync(table)} order by 1");
    }

    private static async Task<string> OfFileAsync(ChangeTable table, AddFile file, string id, string version)
    {
        var path = Path.Combine(table.Root, file.Path);
        var columns = await table.QueryAsync($"select name from parquet_schema('{path}')");
        var deleted = file.DeletionVector is { } vector
            ? (await table.Table.ReadDeletionVectorsAsync([vector]))[vector]
            : DeletionVector.Empty;
        var hidden = columns.Intersect([id, version]).Select(name => $", \"{name}\"");
        return $"(select * exclude (file_row_number{string.Concat(hidden)}), {Own(id)}, {file.BaseRowId} + file_row_number) as row_id, "
            + $"{Own(version)}, {file.DefaultRowCommitVersion}) as row_version "
            + $"from read_parquet('{path}', file_row_number = true, hive_partitioning = false) "
            + $"where file_row_number not in (-1{string.Concat(deleted.Select(row => $", {row}"))}))";

        string Own(string name) => columns.Contains(name) ? $"coalesce(\"{name}\"" : "coalesce(null";
    }
}
