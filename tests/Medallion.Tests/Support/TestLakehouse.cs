using Lakehouse.Delta;
using Lakehouse.Delta.Ports;
using Lakehouse.Engine;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Medallion.Tests.Support;

/// <summary>A project in a temporary folder with its own landing and storage.</summary>
public sealed class TestLakehouse : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("medallion-").FullName;

    /// <summary>Copies a sample without its landing.</summary>
    public TestLakehouse(string sample = "shop")
    {
        var source = Path.Combine(Repository.Root, "samples", sample);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (!relative.StartsWith("landing") && !relative.StartsWith("tables"))
            {
                var target = Path.Combine(Folder, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
        Directory.CreateDirectory(Landing);
    }

    public string Folder => Path.Combine(_root, "project");

    public string Landing => Path.Combine(_root, "landing");

    public string Storage { get; set; } = "tables";

    public string StorageRoot => Path.Combine(_root, Storage);

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public LakehouseSession Open(Func<IStorage, IStorage>? wrap = null) => new(
        new LakehouseOptions(Folder, Clock, Guid.NewGuid)
        {
            Storage = StorageRoot,
            Landing = Landing,
            WrapStorage = wrap ?? (storage => storage),
        });

    public async Task<RunReport> RunAsync(Func<IStorage, IStorage>? wrap = null, params string[] selection)
    {
        using var session = Open(wrap);
        return await Flow.RunAsync(session.NewRun(new Silence(), selection), CancellationToken.None);
    }

    public void Edit(string file, Func<string, string> change)
    {
        var path = Path.Combine(Folder, file);
        var before = File.ReadAllText(path);
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
    }

    public void Land(string path, string content) => Land(path, System.Text.Encoding.UTF8.GetBytes(content));

    public void Land(string path, byte[] content)
    {
        var file = Path.Combine(Landing, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    /// <summary>Rows of a query in which <c>{silver/orders}</c> stands for that table's newest version.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        using var session = Open();
        foreach (var table in Tables())
        {
            if (sql.Contains($"{{{table}}}"))
            {
                var delta = new DeltaTable(session.Tables, table);
                var snapshot = await delta.LoadAsync();
                var files = snapshot.Files.Select(f => new DataFile(delta.Locate(f), f.PartitionValues)).ToList();
                sql = sql.Replace($"{{{table}}}", DuckDbEngine.Relation(
                    files, snapshot.Metadata.Schema, snapshot.Metadata.PartitionColumns));
            }
        }
        return await session.Engine.QueryAsync(
            sql, r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => Text(r.GetValue(i)))), default);
    }

    /// <summary>All rows of all data tables but what differs from run to run, as sorted text.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ContentsAsync()
    {
        var contents = new Dictionary<string, string>();
        foreach (var table in Tables().Where(t => !t.StartsWith("ops/")))
        {
            var columns = table switch
            {
                "quarantine" or "parked" => "* exclude (run_id, landed_at)",
                _ when table.StartsWith("silver/") => "* exclude (landed_at)",
                _ when table.StartsWith("bronze/") => "* exclude (landed_at, landing_date, source_time)",
                _ => "*",
            };
            var rows = await QueryAsync($"select c::varchar from (select {columns} from {{{table}}}) as c order by 1");
            contents[table] = string.Join('\n', rows);
        }
        return contents;
    }

    public IReadOnlyList<string> Tables() => !Directory.Exists(StorageRoot) ? [] :
    [
        .. Directory.EnumerateDirectories(StorageRoot, "_delta_log", SearchOption.AllDirectories)
            .Select(log => Path.GetRelativePath(StorageRoot, Path.GetDirectoryName(log)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Text(object value) => value switch
    {
        DBNull => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff"),
        IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private sealed class Silence : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
        }
    }
}
