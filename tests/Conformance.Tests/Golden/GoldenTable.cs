using System.Text.Json;
using Lakehouse.TestKit;

namespace Lakehouse.Conformance.Tests.Golden;

/// <summary>One table of shared/delta-golden, and what its case says without asking our code.</summary>
internal sealed class GoldenTable
{
    /// <summary>Stands for the tables where there are none, so that the tests skip with the reason.</summary>
    private const string Missing = "none";

    /// <summary>
    /// Reader features that are refused by name. Of a shredded variant the two binary fields do not hold the value.
    /// </summary>
    private static readonly HashSet<string> RefusedFeatures = ["variantShredding-preview"];

    private readonly JsonElement _case;

    private GoldenTable(string name, string folder)
    {
        Name = name;
        Folder = folder;
        _case = Json(Path.Combine(folder, "case.json"));
    }

    /// <summary>Suite and table, as the index names it.</summary>
    public string Name { get; }

    /// <summary>The folder that holds <c>delta</c>, <c>derived</c> and <c>case.json</c>.</summary>
    public string Folder { get; }

    /// <summary>Whether no reader may open it.</summary>
    public bool MustBeRejected => _case.GetProperty("expect").GetString() == "reject";

    /// <summary>The state of the newest version, by the independent replay.</summary>
    public JsonElement Snapshot => Json(Path.Combine(Folder, "derived", "snapshot.json"));

    /// <summary>Whether the data files are there, and not the log only.</summary>
    public bool HasData => _case.GetProperty("expect").GetString() == "read";

    /// <summary>The number of rows of the newest version.</summary>
    public long RowCount => _case.GetProperty("num_rows").GetInt64();

    /// <summary>Parquet files with the rows of the newest version; none where only their number is known.</summary>
    public string? ExpectedRows => new[] { "expected/latest/*.parquet", "expected/*.parquet", "derived/latest.parquet" }
        .Select(pattern => Path.Combine(Folder, pattern))
        .FirstOrDefault(pattern => Path.GetDirectoryName(pattern) is { } folder
            && Directory.Exists(folder) && Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Any());

    /// <summary>Files with the changes from one version to another, null for the newest; in the form of the README.</summary>
    public IReadOnlyList<(long From, long? To, string File)> ExpectedChanges =>
        Path.Combine(Folder, "expected") is var folder && !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "cdf_*.csv").Order(StringComparer.Ordinal).Select(file =>
            {
                var range = Path.GetFileNameWithoutExtension(file).Split('_');
                return (long.Parse(range[1]), range[2] == "latest" ? (long?)null : long.Parse(range[2]), file);
            })];

    /// <summary>A column whose expected values depend on the zone of the system that wrote them, by the case's notes.</summary>
    public string? ZonedColumn => Name == "kernel-golden/data-reader-partition-values" ? "as_timestamp" : null;

    /// <summary>
    /// The number of active files, and of rows where the data is still there, of each readable version; nothing for tables
    /// that are a log only.
    /// </summary>
    public IReadOnlyList<(long Version, int Files, long? Rows)> Versions =>
        Path.Combine(Folder, "derived", "versions.json") is var file && !File.Exists(file)
            ? []
            : [.. Json(file).EnumerateArray().Select(version => (
                version.GetProperty("version").GetInt64(),
                version.GetProperty("num_files").GetInt32(),
                version.GetProperty("num_rows") is { ValueKind: JsonValueKind.Number } rows ? rows.GetInt64() : (long?)null))];

    /// <summary>The reader feature for which this library refuses the table; null when it must be read.</summary>
    public string? RefusedFeature =>
        _case.TryGetProperty("protocol", out var protocol)
        && protocol.TryGetProperty("readerFeatures", out var features)
            ? features.EnumerateArray().Select(feature => feature.GetString()!).FirstOrDefault(RefusedFeatures.Contains)
            : null;

    /// <summary>All names of the index.</summary>
    public static IReadOnlyList<string> Names()
    {
        var index = Path.Combine(SharedFolder.Root, "delta-golden", "index.csv");
        return File.Exists(index) ? [.. File.ReadLines(index).Skip(1).Select(line => line.Split(',')[0])] : [Missing];
    }

    /// <summary>Whether a table of the index has rows that this library reads.</summary>
    public static bool IsRead(string name) =>
        name == Missing || Open(name) is { MustBeRejected: false, HasData: true, RefusedFeature: null };

    /// <summary>The table of a name; skips the test when there are no tables.</summary>
    public static GoldenTable Open(string name) => new(name, SharedFolder.Require(["delta-golden", .. name.Split('/')]));

    private static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
}
