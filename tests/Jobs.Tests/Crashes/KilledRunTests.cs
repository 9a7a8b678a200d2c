using System.Diagnostics;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Jobs.Tests.Crashes;

/// <summary>The command killed without warning at random moments, then run again.</summary>
public sealed class KilledRunTests
{
    private const int Kills = 12;

    [Fact]
    public async Task A_killed_run_is_finished_by_the_next_with_the_same_hashes_and_a_true_balance()
    {
        var root = Directory.CreateTempSubdirectory("medallion-kill-").FullName;
        try
        {
            var landing = Path.Combine(root, "landing");
            ShopGenerator.Generate().WriteTo(landing);
            var watch = Stopwatch.StartNew();
            await RunAsync("run", landing, Path.Combine(root, "calm"), null);
            var wholeRun = watch.Elapsed;
            var calm = await HashAsync(landing, Path.Combine(root, "calm"));
            var random = new Random(20261121);
            for (var kill = 0; kill < Kills; kill++)
            {
                var storage = Path.Combine(root, $"killed-{kill}");
                await RunAsync("run", landing, storage, wholeRun * random.NextDouble());

                await RunAsync("run", landing, storage, null);

                Assert.Equal(Hashes(calm), Hashes(await HashAsync(landing, storage)));
                var balance = await RunAsync(
                    "query", landing, storage, null,
                    "select sum(read) as read, sum(accepted + duplicate + quarantined) as went, count(*) as steps from ops.balances");
                Assert.Contains("\"read\":5002,\"went\":5002,\"steps\":2", balance);
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    // Versions differ after a kill, contents do not.
    private static IEnumerable<string> Hashes(string json) => json.Split('\n')
        .Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\"version\":\\s*\\d+,?", ""));

    private static Task<string> HashAsync(string landing, string storage) =>
        RunAsync("hash", landing, storage, null, "--ignore", "landed_at");

    private static async Task<string> RunAsync(
        string verb, string landing, string storage, TimeSpan? killAfter, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])
        [
            Path.Combine(AppContext.BaseDirectory, "medallion.dll"), verb, .. arguments,
            Path.Combine(Repository.Root, "samples", "shop"), "--landing", landing, "--storage", storage, "--json",
        ])
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (killAfter is { } delay)
        {
            await Task.Delay(delay);
            process.Kill();
        }
        await process.WaitForExitAsync();
        Assert.True(killAfter is not null || process.ExitCode == 0, await errors);
        return await output;
    }
}
