using System.Collections.Concurrent;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Benchmarks.Children;

/// <summary>The same work by hand in DuckDB, to plain Parquet, through the same library.</summary>
internal static class ByHandRun
{
    public const string Verb = "by-hand-run";

    private const string OneFile = "{file}";

    /// <summary>Runs and prints what it took.</summary>
    /// <param name="args">The SQL file, the folder to write to and the landing.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (script, target, landing) = (args[0], args[1], args[2]);
        foreach (var table in new[] { "bronze/events", "silver/events", "quarantine/events", "gold/daily_revenue", "gold/daily_funnel" })
        {
            Directory.CreateDirectory(Path.Combine(target, table));
        }

        var files = Directory.GetFiles(landing, "*.jsonl").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        using var connection = new DuckDBConnection(new DuckDBOptions());
        connection.Open();
        foreach (var statement in Statements(await File.ReadAllTextAsync(script)))
        {
            var sql = statement
                .Replace("{landing}", landing)
                .Replace("{out}", target)
                .Replace("{files}", string.Join(", ", files.Select(file => Sql.Text(file!))));
            if (sql.Contains(OneFile))
            {
                await EachFileAsync(connection, sql, files!);
            }
            else
            {
                await ExecuteAsync(connection, sql);
            }
        }

        Measurement.Print();
        return 0;
    }

    private static async Task EachFileAsync(DuckDBConnection connection, string sql, IEnumerable<string> files)
    {
        var queue = new ConcurrentQueue<string>(files);
        using var second = connection.Duplicate();
        await Task.WhenAll(new[] { connection, second }.Select(one => Task.Run(async () =>
        {
            while (queue.TryDequeue(out var file))
            {
                await ExecuteAsync(one, sql.Replace(OneFile, file));
            }
        })));
    }

    private static async Task ExecuteAsync(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // The file writes the separator U+0001 as an escape, which is no SQL.
    private static string[] Statements(string script) =>
        string.Join('\n', script.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Replace(@"'\x01'", "'\u0001'")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
