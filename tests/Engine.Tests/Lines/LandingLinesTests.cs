using System.Security.Cryptography;
using System.Text;
using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Tests.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.Lines;

public sealed class LandingLinesTests : IDisposable
{
    private const int BlockSize = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\rb\r\r\n\r", new[] { "a\rb\r", "\r" })]
    [InlineData("\n", new[] { "" })]
    [InlineData("\r\n", new[] { "" })]
    [InlineData("\n\n\r\n", new[] { "", "", "" })]
    [InlineData("\uFEFFa\n\uFEFFb", new[] { "\uFEFFa", "\uFEFFb" })]
    [InlineData("a\0b\n\0\n", new[] { "a\0b", "\0" })]
    [InlineData("a\u2028b\u0085c\u000Bd\fe\n", new[] { "a\u2028b\u0085c\u000Bd\fe" })]
    [InlineData(" a \t\n", new[] { " a \t" })]
    public void A_line_ends_with_LF_and_a_CR_before_it(string content, string[] expected)
    {
        var read = Read(Encoding.UTF8.GetBytes(content));
        Assert.Equal(expected, read.Texts("x"));
        Assert.Equal(expected.Length, Assert.Single(read.Results).Lines);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_kept_as_bytes_and_spoil_no_other_line()
    {
        var read = Read([.. "good é\n"u8, 0xFF, 0xFE, (byte)'\n', 0xC3, (byte)'\n', 0xED, 0xA0, 0x80, .. "\r\nlast"u8]);
        Assert.Equal(
            [
                .. "good é"u8.ToArray(), (byte)'|', 0xFF, .. "bytes:"u8, 0xFF, 0xFE, (byte)'|', 0xFF, .. "bytes:"u8, 0xC3,
                (byte)'|', 0xFF, .. "bytes:"u8, 0xED, 0xA0, 0x80, (byte)'|', .. "last"u8,
            ],
            read.Lines["x"].Aggregate((all, line) => [.. all, (byte)'|', .. line]));
    }

    [Fact]
    public void Lines_that_end_anywhere_around_the_end_of_a_block_stay_whole()
    {
        var files = new List<LandingFile>();
        var expected = new Dictionary<string, string[]>();
        foreach (var end in new[] { "\n", "\r\n" })
        {
            for (var length = BlockSize - 12; length <= BlockSize + 4; length++)
            {
                var name = $"{length}-{end.Length}";
                string[] lines = ["first", new('x', length - 6), "é", "", "last"];
                expected[name] = lines;
                files.Add(Write(name, Encoding.UTF8.GetBytes(string.Join(end, lines))));
            }
        }
        var read = LandedLines.Read(2, files);
        Assert.All(expected, file => Assert.Equal(file.Value, read.Texts(file.Key)));
    }

    [Fact]
    public void Long_and_short_lines_over_many_blocks_are_those_of_a_plain_split()
    {
        var random = new Random(4);
        var content = new List<byte>();
        for (var i = 0; i < 3000; i++)
        {
            var length = random.Next(40) switch { 0 => random.Next(300_000), 1 => 0, _ => random.Next(300) };
            var line = new byte[length];
            random.NextBytes(line);
            content.AddRange(random.Next(3) == 0 ? line : line.Select(b => (byte)(' ' + b % 90)));
            content.AddRange(random.Next(2) == 0 ? "\n"u8 : "\r\n"u8);
        }
        content.AddRange(new byte[5_000_000].Select(_ => (byte)'y'));
        var bytes = content.ToArray();
        var read = Read(bytes);
        var expected = Split(bytes);
        Assert.Equal(expected.Count, read.Lines["x"].Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var line = read.Lines["x"][i];
            Assert.True(expected[i].AsSpan().SequenceEqual(line is [0xFF, (byte)'b', ..] ? line.AsSpan(7) : line), $"line {i}");
        }
    }

    [Fact]
    public void Many_threads_read_one_file_and_give_each_line_once()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400_000).Select(i => $"this is line {i}\n")));
        var read = LandedLines.Read(8, Write("x", content));
        var lines = read.Texts("x");
        Assert.Equal(400_000, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            Assert.Equal($"this is line {i}", lines[i]);
        }
    }

    [Fact]
    public void Many_files_of_all_sizes_are_read_once_each_with_their_hashes()
    {
        var random = new Random(6);
        var contents = Enumerable.Range(0, 300).ToDictionary(i => $"day={i % 7}/ü file '{i}'.jsonl", i =>
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(i % 10 == 0 ? 20_000 : 5)).Select(k => $"{i}:{k}\n"))));
        var read = LandedLines.Read(4, [.. contents.Select(file => Write(file.Key, file.Value))]);
        Assert.Null(read.Error);
        Assert.Equal(contents.Keys.Order(), read.Results.Select(result => result.File.Path).Order());
        foreach (var result in read.Results)
        {
            var content = contents[result.File.Path];
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), result.Sha256);
            Assert.Equal(content.Count(b => b == '\n'), result.Lines);
            Assert.Null(result.Refusal);
            Assert.Equal(Split(content), read.Lines.GetValueOrDefault(result.File.Path) ?? []);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2_000_000)]
    public void A_file_that_is_not_as_long_as_listed_is_refused(int difference)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789\n", 300_000)));
        var file = Write("x", content);
        var read = LandedLines.Read(2, file with { SizeBytes = file.SizeBytes - difference });
        Assert.Contains("changed while it was read", read.Error?.EngineText);
        Assert.Contains("changed while it was read", Assert.Single(read.Results).Refusal);
    }

    [Fact]
    public void A_file_that_is_gone_is_refused()
    {
        var file = Write("x", "a\n"u8);
        File.Delete(file.Location);
        var read = LandedLines.Read(2, file);
        Assert.NotNull(read.Error);
        Assert.NotNull(Assert.Single(read.Results).Refusal);
    }

    [Fact]
    public void A_refused_file_ends_the_query_and_the_next_one_works()
    {
        using var database = new TestDatabase();
        var function = LandingLinesFunction.Register(database.Connection, 2);
        var good = Write("good", "a\nb\n"u8);
        var bad = Write("bad", "a\nb\n"u8) with { SizeBytes = 3 };
        for (var i = 0; i < 50; i++)
        {
            var (refused, _) = function.Prepare([good, bad]);
            Assert.Throws<EngineException>(() => database.Scalar($"select count(*) from landing_lines({refused})"));
            var (accepted, results) = function.Prepare([good]);
            Assert.Equal(2L, database.Scalar($"select count(*) from landing_lines({accepted})"));
            Assert.Single(results());
        }
        File.Delete(good.Location);
        File.Delete(bad.Location);
    }

    [Fact]
    public void A_batch_is_read_once_only()
    {
        using var database = new TestDatabase();
        var function = LandingLinesFunction.Register(database.Connection, 2);
        var (id, _) = function.Prepare([Write("x", "a\n"u8)]);
        Assert.Equal(1L, database.Scalar($"select count(*) from landing_lines({id})"));
        Assert.Throws<EngineException>(() => database.Scalar($"select count(*) from landing_lines({id})"));
        Assert.Throws<EngineException>(() => database.Scalar("select count(*) from landing_lines(null)"));
    }

    [Fact]
    public void A_query_that_stops_early_closes_its_files()
    {
        using var database = new TestDatabase();
        var function = LandingLinesFunction.Register(database.Connection, 2);
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789\n", 1_000_000)));
        var (id, _) = function.Prepare([Write("x", content)]);
        Assert.Equal("0123456789", database.Scalar($"select payload from landing_lines({id}) limit 1"));
        using var exclusive = new FileStream(_folder.At("x"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(content.Length, exclusive.Length);
    }

    [Fact]
    public void The_time_of_a_record_is_that_of_its_file()
    {
        using var database = new TestDatabase();
        var function = LandingLinesFunction.Register(database.Connection, 2);
        var at = new DateTimeOffset(2026, 3, 1, 10, 0, 0, 123, 456, TimeSpan.FromHours(2));
        var (id, _) = function.Prepare([Write("x", "a\n"u8) with { LastModified = at }]);
        Assert.Equal(at.UtcDateTime, database.Scalar($"select source_time from landing_lines({id})"));
    }

    private static List<byte[]> Split(byte[] content)
    {
        var lines = new List<byte[]>();
        var start = 0;
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n')
            {
                lines.Add(content[start..(i > start && content[i - 1] == '\r' ? i - 1 : i)]);
                start = i + 1;
            }
        }
        if (start < content.Length)
        {
            lines.Add(content[start..]);
        }
        return lines;
    }

    private LandedLines Read(byte[] content)
    {
        var read = LandedLines.Read(2, Write("x", content));
        Assert.Null(read.Error);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), Assert.Single(read.Results).Sha256);
        return read;
    }

    private LandingFile Write(string name, ReadOnlySpan<byte> content) => LandedLines.Listed(name, _folder.Write(name, content));
}
