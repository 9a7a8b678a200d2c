using System.Text.Json;
using Lakehouse.TestKit.Shop;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>
/// A shop built by many runs, tables that Spark wrote, and what one Spark process says of them all. Made when first
/// asked for, once for all tests.
/// </summary>
public sealed class SparkEvidence : IDisposable
{
    /// <summary>Landing files of each dataset, and so runs; the eleventh makes a checkpoint.</summary>
    internal const int Files = 13;

    /// <summary>The version of silver.orders that is looked back at.</summary>
    internal const int EarlierVersion = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-conformance-");
    private readonly Lazy<Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>>> _results;

    public SparkEvidence()
    {
        Shop = Lakehouse("shop");
        _results = new(BuildAsync);
    }

    internal static ShopLanding Landing { get; } = ShopGenerator.Generate().Split(Files);

    /// <summary>The tables of all but the last landing files.</summary>
    internal static ShopExpectation Expected { get; } = Landing.Expect([.. Enumerable.Range(0, Files - 1).SelectMany(Paths)]);

    /// <summary>All tables but those below.</summary>
    internal ShopLakehouse Shop { get; }

    /// <summary>A copy of the shop in which Spark appended to silver.orders.</summary>
    internal ShopLakehouse Appended => Lakehouse("appended");

    /// <summary>A copy of the shop whose logs lack the commits before the checkpoint.</summary>
    internal ShopLakehouse Truncated => Lakehouse("truncated");

    /// <summary>Tables that Spark made.</summary>
    internal ShopLakehouse Foreign => Lakehouse("foreign");

    internal static IReadOnlyList<string> Paths(int file) =>
        [$"orders/orders-{file:00}.jsonl", $"page_views/page_views-{file:00}.jsonl"];

    /// <summary>The rows of a query; skips the test where there is no Spark.</summary>
    internal async Task<IReadOnlyList<JsonElement>> RowsAsync(string query)
    {
        SparkScript.Require();
        return (await _results.Value)[query];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>> BuildAsync()
    {
        for (var file = 0; file < Files - 1; file++)
        {
            await Shop.RunAsync(Landing, Paths(file));
        }

        using (var session = Shop.Open())
        {
            await EveryTypeTable.CreateAsync(session);
        }

        Copy(Shop.Storage, Appended.Storage);
        Copy(Shop.Storage, Truncated.Storage);
        foreach (var table in ShopQueries.CheckpointedTables)
        {
            for (var version = 0; version < 10; version++)
            {
                File.Delete(Path.Combine(Truncated.Folder(table), "_delta_log", $"{version:00000000000000000000}.json"));
            }
        }

        var script = new SparkScript(Path.Combine(_folder.FullName, "script"));
        ShopQueries.AddTo(script, this);
        ForeignTables.AddTo(script, this);
        return await script.RunAsync();
    }

    private ShopLakehouse Lakehouse(string name) =>
        new(Path.Combine(_folder.FullName, name), Path.Combine(_folder.FullName, "landing"));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
