using System.Text;
using Lakehouse.Delta;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Hashes;
using Lakehouse.Medallion.Silver;
using Lakehouse.TestKit;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>A project that is run into several storage roots, by different engines, with the same landing.</summary>
internal sealed class TwoLakehouses : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly string _folder = Directory.CreateTempSubdirectory("two-lakehouses-").FullName;
    private readonly string _remote;
    private int _runs;

    /// <param name="project">The project folder.</param>
    /// <param name="remote">The Spark server.</param>
    public TwoLakehouses(string project, string remote)
    {
        _remote = remote;
        foreach (var file in Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(project, file);
            if (!path.StartsWith("landing", StringComparison.Ordinal) && !path.StartsWith("tables", StringComparison.Ordinal))
            {
                var target = Path.Combine(Project, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    public string Project => Path.Combine(_folder, "project");

    public string Landing => Path.Combine(_folder, "landing");

    /// <summary>A project of the samples.</summary>
    public static TwoLakehouses OfSample(string name, string remote) =>
        new(Path.Combine(Repository.Root, "samples", name), remote);

    /// <summary>A project of this folder.</summary>
    public static TwoLakehouses OfFixture(string name, string remote) =>
        new(Path.Combine(Repository.Root, "tests", "Conformance.Tests", "Engines", name), remote);

    /// <summary>Lands lines.</summary>
    public void LandText(string path, params string[] lines) => LandBytes(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n"))));

    /// <summary>Lands a file of these bytes.</summary>
    public void LandBytes(string path, byte[] content)
    {
        var file = Path.Combine(_folder, "delivery");
        File.WriteAllBytes(file, content);
        Land(file, path);
    }

    /// <summary>Lands a file, old enough to be taken in.</summary>
    public void Land(string file, string path)
    {
        var target = Path.Combine(Landing, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
        File.SetLastWriteTimeUtc(target, Now.UtcDateTime.AddDays(-1));
    }

    /// <summary>Opens a storage root; runs of all roots with the same number begin at the same time.</summary>
    public LakehouseSession Open(string root, string engine, int number) => new(new LakehouseOptions(
        Project, new FixedClock(Now.AddMinutes(number)), Guid.NewGuid)
    {
        Storage = Path.Combine(_folder, root),
        Landing = Landing,
        Engine = engine,
        Remote = _remote,
    });

    /// <summary>An engine on a server that gives up soon.</summary>
    /// <param name="session">The lakehouse.</param>
    /// <param name="remote">The server; null for that of all.</param>
    /// <param name="network">The way to it; null for a good one.</param>
    public SparkEngine Impatient(LakehouseSession session, string? remote = null, HttpMessageHandler? network = null) => new(
        new LocalStorage(session.StorageRoot, Guid.NewGuid),
        new SparkEngineOptions(remote ?? _remote, TimeProvider.System, Guid.NewGuid)
        {
            Settings = SparkVerdict.Settings,
            Retry = new SparkRetryPolicy { MaxRetries = 10, BackoffMultiplier = 1 },
            HttpHandler = network,
        });

    /// <summary>A run of a root at the time of the last run of all.</summary>
    public async Task<RunReport> RunAgainAsync(string root, string engine)
    {
        using var session = Open(root, engine, _runs);
        return await Flow.RunAsync(session.NewRun(new Progress<RunEvent>(), []), CancellationToken.None);
    }

    /// <summary>A run of a root on a server of one's choice, at the time of the last run of all.</summary>
    public async Task<RunReport> RunOverAsync(string root, string? remote = null, HttpMessageHandler? network = null)
    {
        using var session = Open(root, "spark", _runs);
        await using var engine = Impatient(session, remote, network);
        return await Flow.RunAsync(
            session.NewRun(new Progress<RunEvent>(), []) with { Compute = engine }, CancellationToken.None);
    }

    /// <summary>A run of each root, with its engine, all at once.</summary>
    public async Task<IReadOnlyList<RunReport>> RunAsync(params (string Root, string Engine)[] roots)
    {
        _runs++;
        return await Task.WhenAll(roots.Select(root => Task.Run(async () =>
        {
            using var session = Open(root.Root, root.Engine, _runs);
            return await Flow.RunAsync(session.NewRun(new Progress<RunEvent>(), []), CancellationToken.None);
        })));
    }

    /// <summary>Versions, rows and hashes of all tables with content and of their partitions.</summary>
    public async Task<IReadOnlyList<string>> HashesAsync(string root)
    {
        using var session = Open(root, "duckdb", 0);
        var told = new List<string>();
        foreach (var table in await TableHasher.BuiltAsync(session, CancellationToken.None))
        {
            var hash = await TableHasher.HashAsync(session, table, new HashSet<string>(), CancellationToken.None);
            told.Add($"{hash.Table} {hash.Version} {hash.Hash}");
            told.AddRange(hash.Partitions.Select(partition => $"{hash.Table} {partition.Partition} {partition.Hash}"));
        }
        return told;
    }

    /// <summary>Where the records of each step went, as the books tell.</summary>
    public async Task<IReadOnlyList<string>> BalancesAsync(string root)
    {
        using var session = Open(root, "duckdb", 0);
        var table = new DeltaTable(session.Tables, TablePaths.Balances);
        var files = (await table.FindAsync(CancellationToken.None))!.Files.Select(file => Sql.Text(table.Locate(file)));
        return await session.Engine.QueryAsync(
            $"select cast(columns(* exclude (run_id)) as varchar) from read_parquet([{string.Join(", ", files)}]) order by all",
            row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "-" : row.GetString(i))),
            CancellationToken.None);
    }

    /// <summary>The folder of a root.</summary>
    public string Root(string root) => Path.Combine(_folder, root);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
