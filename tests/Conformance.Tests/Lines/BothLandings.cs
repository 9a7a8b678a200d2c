using System.Globalization;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Spark.Lines;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Conformance.Tests.Lines;

/// <summary>Reads landing files on DuckDB and on Spark; rows as texts of one form, in landing order.</summary>
internal sealed class BothLandings : IDisposable
{
    private readonly SparkSession _spark;

    public BothLandings(string address)
    {
        var builder = SparkSession.Builder(TimeProvider.System, Guid.NewGuid).Remote(address);
        foreach (var (name, value) in SparkVerdict.Settings)
        {
            builder = builder.Config(name, value);
        }
        _spark = builder.GetOrCreate();
    }

    /// <summary>The session on Spark.</summary>
    public SparkSession Session => _spark;

    public void Dispose() => _spark.Dispose();

    /// <summary>A file as a listing gives it.</summary>
    public static LandingFile Listed(string path, string location)
    {
        var info = new FileInfo(location);
        return new LandingFile(path, location, info.Length, info.LastWriteTimeUtc, location.EndsWith(".gz", StringComparison.Ordinal));
    }

    /// <summary>What DuckDB gives; files that are refused must not be among them.</summary>
    public static (List<string> Rows, List<string> Results) DuckDb(IReadOnlyList<LandingFile> files)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var (id, results) = LandingLinesFunction.Register(connection, 2).Prepare(files);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Select("epoch_us")} FROM landing_lines({id}) ORDER BY ALL";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(Text(Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))));
        }
        return (rows, Texts(results()));
    }

    /// <summary>What Spark gives.</summary>
    public async Task<(List<string> Rows, List<string> Results)> SparkAsync(
        IReadOnlyList<LandingFile> files, long splitBytes = SparkLandingLines.DefaultSplitBytes)
    {
        await using var lines = await SparkLandingLines.PrepareAsync(_spark, files, splitBytes: splitBytes);
        var frame = await _spark.SqlAsync(
            $"SELECT {Select("unix_micros")} FROM {lines.Relation} ORDER BY landing_path, landing_position");
        var rows = (await frame.CollectAsync()).Select(row => Text(row.Values)).ToList();
        return (rows, Texts(lines.Results()));
    }

    private static string Select(string microseconds) =>
        "hex(landing_path) AS landing_path, landing_position, hex(payload) AS payload, hex(payload_bytes) AS payload_bytes, "
        + $"{microseconds}(source_time) AS source_time";

    private static string Text(IEnumerable<object?> values) =>
        string.Join('|', values.Select(value => Convert.ToString(value ?? "null", CultureInfo.InvariantCulture)));

    private static List<string> Texts(IReadOnlyList<LandingFileResult> results) =>
        [.. results.Select(r => $"{r.File.Path}|{r.Lines}|{r.Sha256}|{r.Refusal}").Order(StringComparer.Ordinal)];
}
