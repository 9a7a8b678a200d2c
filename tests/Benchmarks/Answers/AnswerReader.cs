using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion;

namespace Lakehouse.Benchmarks.Answers;

/// <summary>Reads what a side has written; not part of what is measured.</summary>
internal static class AnswerReader
{
    private const string Dates = "hive_partitioning = true, hive_types = {'event_date': date}";

    /// <summary>The tables of our run.</summary>
    public static async Task<Answer> OursAsync(string storage, string landing)
    {
        var options = new LakehouseOptions(BenchmarkOptions.Project, TimeProvider.System, Guid.NewGuid)
        {
            Storage = storage,
            Landing = landing,
        };
        using var session = new LakehouseSession(options);
        return await ReadAsync(session.Engine.Connection, async table =>
        {
            var delta = new DeltaTable(session.Tables, table.StartsWith("gold/") ? table.Replace("gold/", "gold/web/") : table);
            var snapshot = await delta.LoadAsync();
            var files = snapshot.Files.Select(file => new DataFile(delta.Locate(file), file.PartitionValues));
            return DuckDbEngine.Relation([.. files], snapshot.Metadata.Schema, snapshot.Metadata.PartitionColumns);
        }, TablePaths.Quarantine);
    }

    /// <summary>The Parquet files written by hand.</summary>
    public static async Task<Answer> ByHandAsync(string folder)
    {
        using var connection = new DuckDBConnection(new DuckDBOptions());
        connection.Open();
        return await ReadAsync(
            connection,
            table => Task.FromResult(table.StartsWith("gold/") || table.StartsWith("silver/")
                ? $"read_parquet({Sql.Text($"{folder}/{table}/*/*.parquet")}, {Dates})"
                : $"read_parquet({Sql.Text($"{folder}/{table}/*.parquet")})"),
            "quarantine/events");
    }

    private static async Task<Answer> ReadAsync(DuckDBConnection connection, Func<string, Task<string>> relation, string quarantine)
    {
        async Task<long> CountAsync(string table) =>
            long.Parse(Texts(connection, $"select count(*)::varchar from {await relation(table)}")[0]);

        async Task<IReadOnlyList<string>> RowsAsync(string table, params string[] columns) => Texts(
            connection,
            $"select concat_ws('|', {string.Join(", ", columns.Select(column => $"coalesce({column}::varchar, '')"))}) "
            + $"from {await relation(table)}");

        return new Answer(
            await CountAsync("bronze/events"),
            await CountAsync("silver/events"),
            await CountAsync(quarantine),
            await RowsAsync("gold/daily_revenue", "event_date", "country", "currency", "orders", "revenue", "buyers"),
            await RowsAsync("gold/daily_funnel", "event_date", "source", "sessions", "product_viewed", "add_to_cart", "order_completed"));
    }

    private static List<string> Texts(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
