using System.IO.Compression;
using System.Text;
using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.Engine;
using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Spark.Lines;
using Lakehouse.TestKit.Shop;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Lines;

/// <summary>Landing files give the same records on Spark as on DuckDB: path, position, bytes, time, hash.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SparkLandingLinesTests(SparkConnectFixture spark) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [SkippableFact]
    public async Task Hostile_bytes_are_the_same_records()
    {
        string[] texts =
        [
            "", "a", "a\n", "a\nb", "a\r\nb\r\n", "a\rb\r\r\n\r", "\n", "\r\n", "\n\n\r\n", "\r", "\uFEFF", "\uFEFF\n", "\uFEFF\r\n", "\uFEFF\r",
            "\uFEFFa\n\uFEFFb", "\uFEFF\uFEFFa\r\n", "a\0b\n\0\n", "a\u2028b\u0085c\u000Bd\fe\n", " a \t\n", "'\\n'\"\n`é`\n",
        ];
        byte[][] bytes =
        [
            [.. "good é\n"u8, 0xFF, 0xFE, (byte)'\n', 0xC3, (byte)'\n', 0xED, 0xA0, 0x80, .. "\r\nlast"u8],
            [0xEF, 0xBB, (byte)'\n', 0xBF], [0xEF, 0xBB, 0xBF, 0xFF, (byte)'\r', (byte)'\n'], [0xFF, (byte)'\r'],
            [0xC0, 0x80, (byte)'\n', 0xF4, 0x90, 0x80, 0x80, (byte)'\n', 0xF4, 0x8F, 0xBF, 0xBF, (byte)'\n', 0xE0, 0x80, 0xAF],
            [.. "x"u8, .. new byte[3_000_000], (byte)'\n', .. Enumerable.Repeat((byte)0xFF, 2_000_000), (byte)'\r', (byte)'\n'],
        ];
        var contents = texts.Select(Encoding.UTF8.GetBytes).Concat(bytes).ToList();
        var files = contents.SelectMany((content, i) => new[] { Write($"{i}.jsonl", content), Write($"{i}.jsonl.gz", Pack(content)) });
        await CompareAsync([.. files]);
    }

    [SkippableFact]
    public async Task Every_pair_of_bytes_is_text_for_both_or_for_none()
    {
        var pairs = Enumerable.Range(0, 65536).SelectMany(i => new[] { (byte)(i >> 8), (byte)(i & 0xFF), (byte)'\n' });
        var starts = new byte[] { 0xE0, 0xE1, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5 };
        var longer = starts.SelectMany(first => Enumerable.Range(0, 4096).SelectMany(i =>
            new byte[] { first, (byte)(0x70 + (i >> 5)), (byte)(0x7C + (i & 31)), 0x80, (byte)'\n' }));
        var three = starts.SelectMany(first => Enumerable.Range(0, 4096).SelectMany(i =>
            new byte[] { first, (byte)(0x70 + (i >> 5)), (byte)(0x7C + (i & 31)), (byte)'\n' }));
        await CompareAsync([Write("pairs.jsonl", [.. pairs]), Write("long.jsonl", [.. longer]), Write("three.jsonl", [.. three])]);
    }

    [SkippableFact]
    public async Task Lines_around_the_ends_of_splits_are_counted_once()
    {
        var random = new Random(11);
        var files = new List<LandingFile>();
        for (var i = 0; i < 60; i++)
        {
            var content = new List<byte>();
            while (content.Count < random.Next(3_000))
            {
                content.AddRange(Enumerable.Repeat((byte)('a' + (content.Count % 26)), random.Next(5) == 0 ? random.Next(400) : random.Next(9)));
                content.AddRange(random.Next(3) == 0 ? "\r\n"u8 : "\n"u8);
            }
            files.Add(Write($"{i:D2}.jsonl", [.. content, .. i % 3 == 0 ? "open"u8 : default]));
        }
        foreach (var splitBytes in new[] { 64, 100, 1_000 })
        {
            await CompareAsync(files, splitBytes);
        }
    }

    [SkippableFact]
    public async Task Names_of_any_letters_are_read_as_they_are()
    {
        string[] names =
        [
            "a b", "a#b", "a%20b", "a%b", "[ab]", "{a,b}", "a,b", "a?b*c", "ü日本😀", "e\u0301", "a'b\"c`d", "a\\b", "day=1/x", "day=2/x", "a:b",
            "a+b&c=d;e", "$x(1)!~@^", "a|b<c>", " a ", "%5Ba%5D", "a\tb", "a\nb",
            "a\u00A0b", "a\u3000b", "a\u2028b", "a\u0085b", "a\u00ADb", "a\u200Bb", "a\u001Fb", "a\u007Fb",
        ];
        await CompareAsync([.. names.SelectMany(name => new[]
        {
            Write($"{name}.jsonl", Encoding.UTF8.GetBytes($"{name.Length}\n{name}")), Write($"{name}.jsonl.gz", Pack("packed"u8)),
        })]);
    }

    [SkippableFact]
    public async Task A_checksum_file_that_someone_left_is_not_looked_at()
    {
        byte[] checksum = [.. "crc\0"u8, 0, 0, 2, 0, 1, 2, 3, 4];
        File.WriteAllBytes(Path.Combine(_folder, ".x.jsonl.crc"), checksum);
        await CompareAsync([Write("x.jsonl", "a\nb\n"u8)]);
    }

    [SkippableFact]
    public async Task Thousands_of_small_files_and_large_ones_are_read_in_one_run()
    {
        var random = new Random(5);
        var files = Enumerable.Range(0, 2_000).Select(i => Write($"h={i % 24}/{i}.jsonl{(i % 3 == 0 ? ".gz" : "")}", i % 3 == 0
            ? Pack(Encoding.UTF8.GetBytes($"{i}\n{i}")) : Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(6)).Select(k => $"{i}:{k}\n")))));
        var large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 150_000).Select(i => $"{{\"line\":{i}}}\n")));
        await CompareAsync([.. files, Write("large.jsonl", large), Write("large.jsonl.gz", [.. Pack(large.AsSpan(0, 700_001)), .. Pack(large.AsSpan(700_001))])], 300_000);
    }

    [SkippableFact]
    public async Task The_landing_of_the_sample_is_the_same_records()
    {
        var files = ShopGenerator.Generate().Files.Where(file => file.IsReady)
            .Select(file => Write(file.Path, file.Bytes)).ToList();
        Assert.NotEmpty(files);
        await CompareAsync(files);
    }

    [SkippableFact]
    public async Task Damaged_files_are_refused_with_the_words_of_DuckDB_and_others_are_read()
    {
        var packed = Pack("one\ntwo\n"u8);
        LandingFile[] good = [Write("good.jsonl", "a\n"u8), Write("good.jsonl.gz", packed)];
        LandingFile[] bad =
        [
            Write("cut.jsonl.gz", packed.AsSpan(0, packed.Length - 3)), Write("second.jsonl.gz", [.. packed, .. packed[..^5]]), Write("tail.jsonl.gz", [.. packed, .. "garbage"u8]),
            Write("zeros.jsonl.gz", [.. packed, .. new byte[512]]), Write("plain.jsonl.gz", "text\n"u8), Write("empty.jsonl.gz", []),
            Write("short.jsonl", "ab\n"u8) with { SizeBytes = 4 }, Write("gone.jsonl", "ab\n"u8),
        ];
        File.Delete(bad[^1].Location);
        using var engines = new BothLandings(spark.Address);
        var refusals = bad.SelectMany(file => DuckDbRefusal(file)).Order(StringComparer.Ordinal).ToList();
        var (rows, results) = await engines.SparkAsync([.. bad, .. good]);
        var expected = BothLandings.DuckDb(good);
        Assert.Equal(expected.Rows, rows);
        Assert.Equal(refusals, results.Where(result => !result.EndsWith('|')));
        Assert.Equal(expected.Results, results.Where(result => result.EndsWith('|')));
    }

    [SkippableFact]
    public async Task A_file_that_changes_after_it_was_counted_is_refused()
    {
        var longer = Write("longer.jsonl", "a\nb\n"u8);
        var touched = Write("touched.jsonl", "a\nb\n"u8);
        var gone = Write("gone.jsonl", "a\nb\n"u8);
        using var engines = new BothLandings(spark.Address);
        await using var lines = await SparkLandingLines.PrepareAsync(engines.Session, [longer, touched, gone]);
        Assert.All(lines.Results(), result => Assert.Null(result.Refusal));
        File.AppendAllText(longer.Location, "c\n");
        File.SetLastWriteTimeUtc(touched.Location, touched.LastModified.UtcDateTime.AddSeconds(1));
        File.Delete(gone.Location);
        Assert.All(lines.Results(), result => Assert.Equal("it changed while it was read", result.Refusal));
    }

    [SkippableFact]
    public async Task Lines_that_were_not_counted_end_the_query()
    {
        var file = Write("x.jsonl", "a\nb\n"u8);
        using var engines = new BothLandings(spark.Address);
        await using var lines = await SparkLandingLines.PrepareAsync(engines.Session, [file]);
        File.WriteAllText(file.Location, "a\n\n\n");
        var error = await Assert.ThrowsAsync<SparkException>(async () =>
            await (await engines.Session.SqlAsync($"SELECT * FROM {lines.Relation}")).CollectAsync());
        Assert.Equal("USER_RAISED_EXCEPTION", error.ErrorClass);
    }

    [SkippableTheory]
    [InlineData("x.jsonl", true)]
    [InlineData("x.GZ", true)]
    [InlineData("x.gz", false)]
    [InlineData("x.jsonl.zst", false)]
    [InlineData("x.bz2", false)]
    public async Task A_name_that_Spark_reads_otherwise_is_refused(string name, bool gzip)
    {
        using var engines = new BothLandings(spark.Address);
        var file = Write(name, "a\n"u8) with { Gzip = gzip };
        var error = await Assert.ThrowsAsync<EngineException>(() => SparkLandingLines.PrepareAsync(engines.Session, [file]));
        Assert.Equal(ErrorCodes.LandingName, error.Code);
    }

    [SkippableFact]
    public async Task The_session_is_left_as_it_was()
    {
        using var engines = new BothLandings(spark.Address);
        engines.Session.Conf().Set("spark.sql.files.openCostInBytes", "12345");
        await engines.SparkAsync([Write("x.jsonl", "a\n"u8)]);
        Assert.Equal("12345", engines.Session.Conf().Get("spark.sql.files.openCostInBytes"));
        Assert.Empty(engines.Session.Sql("SHOW VIEWS").Collect());
        Assert.Empty((await engines.SparkAsync([])).Rows);
        Assert.Empty((await engines.SparkAsync([Write("none.jsonl", default)])).Rows);
    }

    private async Task CompareAsync(IReadOnlyList<LandingFile> files, long splitBytes = SparkLandingLines.DefaultSplitBytes)
    {
        using var engines = new BothLandings(spark.Address);
        var expected = BothLandings.DuckDb(files);
        var (rows, results) = await engines.SparkAsync(files, splitBytes);
        Assert.Equal(expected.Results, results);
        Assert.Equal(expected.Rows.Count, rows.Count);
        var wrong = Enumerable.Range(0, rows.Count).Where(i => expected.Rows[i] != rows[i]).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows.Count} differ:\n" + string.Join(
            "\n", wrong.Take(10).Select(i => $"{Shown(expected.Rows[i])}\n  {Shown(rows[i])}")));
    }

    private static string Shown(string row) => row.Length > 300 ? row[..300] : row;

    private static IEnumerable<string> DuckDbRefusal(LandingFile file)
    {
        using var connection = new Lakehouse.Engine.DuckDb.DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var (id, results) = LandingLinesFunction.Register(connection, 1).Prepare([file]);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM landing_lines({id})";
        Assert.Throws<EngineException>(() => command.ExecuteScalar());
        return results().Select(r => $"{r.File.Path}|{r.Lines}|{r.Sha256}|{r.Refusal}");
    }

    private LandingFile Write(string path, ReadOnlySpan<byte> content)
    {
        var location = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(location)!);
        File.WriteAllBytes(location, content);
        return BothLandings.Listed(path, location);
    }

    private static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }
        // .NET writes nothing at all for no content.
        return packed.Length > 0 ? packed.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }
}
