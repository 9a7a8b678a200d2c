using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Runs;

/// <summary>Processes of the command that start at the same moment on one project.</summary>
public sealed class RacingRunsTests
{
    private const int Races = 4;

    [Fact]
    public async Task All_end_well_and_nothing_is_there_twice()
    {
        using var calm = new ShopFolder();
        await calm.RunAsync("run", ShopFolder.Project, "--quiet");
        var expected = await calm.RunAsync("hash", "--ignore", "landed_at", ShopFolder.Project, "--json");
        for (var race = 0; race < Races; race++)
        {
            using var shop = new ShopFolder();

            var runs = await Task.WhenAll(
                Enumerable.Range(0, 2 + race % 2).Select(_ => shop.RunAsync("run", ShopFolder.Project, "--json")));

            Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error));
            var hashes = await shop.RunAsync("hash", "--ignore", "landed_at", ShopFolder.Project, "--json");
            Assert.Equal(Contents(expected), Contents(hashes));
            var read = ShopFolder.Expected.Orders.Read + ShopFolder.Expected.PageViews.Read;
            Assert.Equal(read, runs.Sum(run => Sum(run, "landed", "records")));
            Assert.Equal(read, runs.Sum(run => Sum(run, "judged", "read")));
            var balances = await shop.RunAsync(
                "query", "select sum(read) as read, count(*) as steps from ops.balances", ShopFolder.Project, "--format", "csv");
            Assert.StartsWith($"read,steps\n{read},", balances.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Contents(MedallionProcess hashes) => hashes.Json.EnumerateArray()
        .Select(table => $"{table.GetProperty("table")} {table.GetProperty("hash")}");

    private static int Sum(MedallionProcess run, string part, string number) =>
        run.Json.GetProperty(part).EnumerateArray().Sum(entry => entry.GetProperty(number).GetInt32());
}
