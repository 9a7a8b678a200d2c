using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// Looks into files whose columns are found by field id: where a file has no ids at all, every column would seem null.
/// </summary>
internal static class FieldIds
{
    /// <exception cref="EngineException"><see cref="ErrorCodes.FieldIdsMissing"/>.</exception>
    public static async Task EnsureAsync(
        DuckDbEngine engine, string table, IReadOnlyList<string> locations, CancellationToken cancellationToken)
    {
        if (locations.Count == 0)
        {
            return;
        }

        var files = string.Join(", ", locations.Select(Sql.File));
        var without = await engine.QueryAsync(
            $"select file_name from parquet_schema([{files}]) group by file_name having count(field_id) = 0 limit 1",
            row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (without.Count > 0)
        {
            throw new EngineException(
                ErrorCodes.FieldIdsMissing,
                $"{Path.GetFileName(without[0])} of {table} has no field ids, and the table finds columns by them. "
                + "Write the file again with ids.");
        }
    }
}
