namespace Lakehouse.TestKit.Shop;

/// <summary>The landing folder of the shop and what must become of it.</summary>
public sealed class ShopLanding
{
    internal ShopLanding(IReadOnlyList<LandingPlan> plans)
    {
        Records = [.. plans.SelectMany(plan => plan.Records())];
        Files =
        [
            .. plans.Select(plan => new ShopFile(plan.Path, plan.Write())),
            new ShopFile("orders/orders-2026-03-06.jsonl.tmp", "{\"order_id\":\"O-00"u8.ToArray(), IsReady: false),
            new ShopFile("orders/.orders-2026-03-06.jsonl.swp", "{}\n"u8.ToArray(), IsReady: false),
            new ShopFile("page_views/_manifest.jsonl", "{\"files\":5}\n"u8.ToArray(), IsReady: false),
        ];
    }

    /// <summary>All files, those that no run may touch included.</summary>
    public IReadOnlyList<ShopFile> Files { get; }

    /// <summary>All records of the files that are ready, in landing order.</summary>
    public IReadOnlyList<ShopRecord> Records { get; }

    /// <summary>What must be in the tables when these files have been landed, in whatever order; all files when none is named.</summary>
    public ShopExpectation Expect(params IReadOnlyCollection<string> paths) =>
        new(Records.Where(record => paths.Count == 0 || paths.Contains(record.LandingPath)));

    /// <summary>The same records in more files, all of them plain: for runs that land one file after the other.</summary>
    public ShopLanding Split(int filesPerDataset) => new(
    [
        .. Records.GroupBy(record => record.Dataset).SelectMany(dataset => dataset
            .Chunk((dataset.Count() + filesPerDataset - 1) / filesPerDataset)
            .Select((records, i) => new LandingPlan($"{dataset.Key}/{dataset.Key}-{i:00}.jsonl", records))),
    ]);

    /// <summary>Writes the files below a landing root; all of them when none is named.</summary>
    public void WriteTo(string landingRoot, params IReadOnlyCollection<string> paths)
    {
        foreach (var file in Files.Where(file => paths.Count == 0 || paths.Contains(file.Path)))
        {
            var path = Path.Combine(landingRoot, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes);
        }
    }
}
