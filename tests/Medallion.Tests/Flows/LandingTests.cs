using System.IO.Compression;
using System.Text;
using Lakehouse.Medallion.Tests.Support;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>What may lie in a landing folder, and what becomes of it.</summary>
public sealed class LandingTests
{
    private const string Event = """
        {"event_id":"ID","event_name":"page_view","schema_version":1,"occurred_at":"2026-01-02T03:04:05Z","sent_at":"2026-01-02T03:04:06Z","anonymous_id":"a","session_id":"s","source":"web"}
        """;

    [Fact]
    public async Task A_cut_off_gzip_file_is_refused_whole_and_the_others_land()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Lines("1", "2"));
        var packed = Gzip(string.Concat(Enumerable.Range(0, 50_000).Select(i => Lines($"x{i}"))));
        lakehouse.Land("b.jsonl.gz", packed[..(packed.Length / 2)]);
        lakehouse.Land("c.jsonl", Lines("3"));

        var report = await lakehouse.RunAsync();

        var problem = Assert.Single(report.Problems);
        Assert.Equal((ErrorCodes.LandingRefused, "b.jsonl.gz", true), (problem.Code, problem.Subject, problem.BrokenData));
        Assert.Equal("blocked", report.Status);
        Assert.Equal(
            ["a.jsonl|0", "a.jsonl|1", "c.jsonl|0"],
            await lakehouse.QueryAsync("select landing_path, landing_position from {bronze/events} order by all"));

        lakehouse.Land("b.jsonl.gz", packed);
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        Assert.Equal(["50003"], await lakehouse.QueryAsync("select count(*) from {silver/events}"));
    }

    [Fact]
    public async Task A_file_changed_under_its_old_name_is_refused()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Lines("1", "2"));
        await lakehouse.RunAsync();
        lakehouse.Land("a.jsonl", Lines("1", "3"));
        File.SetLastWriteTimeUtc(Path.Combine(lakehouse.Landing, "a.jsonl"), DateTime.UtcNow.AddMinutes(-5));

        var report = await lakehouse.RunAsync();

        var problem = Assert.Single(report.Problems);
        Assert.Equal((ErrorCodes.LandingChanged, true), (problem.Code, problem.BrokenData));
        Assert.Equal(["1", "2"], await lakehouse.QueryAsync("select event_id from {silver/events} order by 1"));
    }

    [Fact]
    public async Task Files_that_are_still_written_are_left_alone()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("sources/events.yaml", yaml => yaml.Replace("glob:", "quiet: 1h\n  glob:"));
        lakehouse.Land("old.jsonl", Lines("1"));
        File.SetLastWriteTimeUtc(Path.Combine(lakehouse.Landing, "old.jsonl"), DateTime.UtcNow.AddHours(-2));
        lakehouse.Land("fresh.jsonl", Lines("2"));
        foreach (var name in new[] { ".hidden.jsonl", "_part.jsonl", "x.jsonl.tmp", "_folder/x.jsonl" })
        {
            lakehouse.Land(name, Lines("9"));
            File.SetLastWriteTimeUtc(Path.Combine(lakehouse.Landing, name), DateTime.UtcNow.AddHours(-2));
        }

        var report = await lakehouse.RunAsync();

        Assert.Equal(4, report.Bronze.Single().Unripe);
        Assert.Equal(["1"], await lakehouse.QueryAsync("select event_id from {silver/events}"));
    }

    [Fact]
    public async Task Every_byte_of_odd_lines_is_kept()
    {
        using var lakehouse = new TestLakehouse("events");
        byte[] odd =
        [
            0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}', (byte)'\r', (byte)'\n', (byte)'\n', (byte)'a', 0, (byte)'b', (byte)'\n',
            0xFF, 0xFE, (byte)'\n', (byte)'\r', (byte)'\r', (byte)'\n', (byte)'e', (byte)'\r',
        ];
        lakehouse.Land("odd.jsonl", odd);
        lakehouse.Land("long.jsonl", "{\"event_id\":\"" + new string('x', 5 << 20) + "\"}");
        lakehouse.Land("empty.jsonl", "");

        var report = await lakehouse.RunAsync();

        Assert.Equal((7, 7), (report.Silver.Single().Balance.Read, report.Silver.Single().Balance.Quarantined));
        Assert.Equal(
            ["EFBBBF7B7D", "", "610062", "FFFE", "0D", "650D"],
            await lakehouse.QueryAsync(
                "select hex(coalesce(payload_bytes, encode(payload))) from {bronze/events} where landing_path = 'odd.jsonl' order by landing_position"));
        Assert.Equal(
            [$"{(5 << 20) + 15}"],
            await lakehouse.QueryAsync("select strlen(payload) from {bronze/events} where landing_path = 'long.jsonl'"));
    }

    [Fact]
    public async Task A_hundred_thousand_mutated_lines_are_all_accounted_for()
    {
        using var lakehouse = new TestLakehouse("events");
        var random = new Random(7);
        using var landing = new MemoryStream();
        var records = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var line = Mutate(random, Encoding.UTF8.GetBytes(Event.Trim().Replace("ID", $"e{i % 60_000}")));
            landing.Write(line);
            landing.WriteByte((byte)'\n');
            records += 1 + line.Count(b => b == '\n');
        }
        lakehouse.Land("mutated.jsonl", landing.ToArray());

        var report = await lakehouse.RunAsync();

        var balance = report.Silver.Single().Balance;
        Assert.Equal(records, balance.Read);
        Assert.True(balance.IsTrue);
        Assert.InRange(balance.Accepted, 1_000, 60_000);
        Assert.InRange(balance.Quarantined, 10_000, 99_000);
    }

    private static byte[] Mutate(Random random, byte[] line)
    {
        var at = random.Next(line.Length);
        switch (random.Next(8))
        {
            case 0:
                line[at] ^= (byte)(1 << random.Next(8));
                return line;
            case 1:
                return line[..at];
            case 2:
                return [.. line[..at], 0, .. line[at..]];
            case 3:
                return [.. line[..at], 0xC3, 0x28, .. line[at..]];
            case 4:
                var depth = random.Next(5, 3000);
                return Encoding.UTF8.GetBytes(
                    $$"""{"event_id":"d","x":{{new string('[', depth)}}{{new string(']', random.Next(2) == 0 ? depth : depth - 1)}}}""");
            case 5:
                return Encoding.UTF8.GetBytes(
                    Encoding.UTF8.GetString(line).Replace(":1,", $":{new string('9', random.Next(1, 400))}e{random.Next(-9, 9999)},"));
            case 6:
                return [.. line, .. line];
            default:
                return line;
        }
    }

    private static string Lines(params string[] ids) => string.Concat(ids.Select(id => Event.Trim().Replace("ID", id) + "\n"));

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }
}
