using System.Text;
using Lakehouse.Delta.Ports;
using Xunit;

namespace Lakehouse.Engine.Tests.Storage;

/// <summary>What every storage has to do; one body for the local disk, Azure and the stand-in of other tests.</summary>
public abstract class StorageContractTests
{
    protected abstract IStorage Storage { get; }

    [Fact]
    public async Task Of_many_writers_of_one_path_exactly_one_wins_and_its_content_stays_whole()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = $"t/_delta_log/{round:D20}.json";
            using var start = new Barrier(16);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Storage.PutIfAbsentAsync(path, Content(writer), CancellationToken.None);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
            var winner = Assert.Single(Enumerable.Range(0, 16), writer => outcomes[writer] == PutOutcome.Created);
            Assert.Equal(Content(winner), await Storage.ReadAsync(path, CancellationToken.None));
        }

        Assert.Equal(20, (await ListAsync("t/_delta_log")).Count);

        static byte[] Content(int writer) => [.. Enumerable.Repeat((byte)writer, 100_000)];
    }

    [Fact]
    public async Task A_taken_path_keeps_its_content_until_it_is_put()
    {
        Assert.Equal(PutOutcome.Created, await PutIfAbsentAsync("a/b", "first"));
        Assert.Equal(PutOutcome.AlreadyExists, await PutIfAbsentAsync("a/b", "second"));
        Assert.Equal("first", await TextAsync("a/b"));
        await Storage.PutAsync("a/b", "third"u8.ToArray(), CancellationToken.None);
        Assert.Equal("third", await TextAsync("a/b"));
        await Storage.PutAsync("a/b", ReadOnlyMemory<byte>.Empty, CancellationToken.None);
        Assert.Equal("", await TextAsync("a/b"));
        Assert.Equal(["a/b"], await ListAsync("a"));
    }

    [Fact]
    public async Task An_object_gets_its_final_name_unless_that_is_taken()
    {
        await PutIfAbsentAsync("t/.tmp1", "one");
        await PutIfAbsentAsync("t/.tmp2", "two");
        Assert.Equal(PutOutcome.Created, await Storage.PublishAsync("t/.tmp1", "t/final", CancellationToken.None));
        Assert.Equal(PutOutcome.AlreadyExists, await Storage.PublishAsync("t/.tmp2", "t/final", CancellationToken.None));
        Assert.Equal("one", await TextAsync("t/final"));
        Assert.Null(await TextAsync("t/.tmp1"));
    }

    [Fact]
    public async Task A_listing_is_ordered_by_ordinal_bytes_and_begins_where_it_is_told()
    {
        string[] names = ["t/Z", "t/a", "t/a-", "t/a/x", "t/a/y/z", "t/aa", "t/ä", "u/x"];
        foreach (var name in names.Where(n => n != "t/a"))
        {
            await PutIfAbsentAsync(name, name);
        }

        Assert.Equal(["t/Z", "t/a-", "t/aa", "t/ä"], await ListAsync("t"));
        Assert.Equal(["t/Z", "t/a-", "t/a/x", "t/a/y/z", "t/aa", "t/ä"], await ListAsync("t", recursive: true));
        Assert.Equal(["t/aa", "t/ä"], await ListAsync("t", startAt: "aa"));
        Assert.Equal(["t/a/y/z", "t/aa", "t/ä"], await ListAsync("t", startAt: "a/y", recursive: true));
        Assert.Equal(["t/Z", "t/a-", "t/a/x", "t/a/y/z", "t/aa", "t/ä", "u/x"], await ListAsync("", recursive: true));
        Assert.Empty(await ListAsync("nothing", recursive: true));
    }

    [Fact]
    public async Task What_is_not_there_is_read_as_null_and_deleted_without_complaint()
    {
        Assert.Null(await Storage.ReadAsync("x/y", CancellationToken.None));
        await Storage.DeleteAsync("x/y", CancellationToken.None);
        await PutIfAbsentAsync("x/y", "z");
        await Storage.DeleteAsync("x/y", CancellationToken.None);
        await Storage.DeleteAsync("x/y", CancellationToken.None);
        Assert.Null(await Storage.ReadAsync("x/y", CancellationToken.None));
    }

    [Fact]
    public async Task Names_with_odd_characters_are_kept_as_they_are()
    {
        string[] names = ["p=a%2Fb", "sp ace", "ü😀", "a+b#c?d&e", "[x]*"];
        foreach (var name in names)
        {
            await PutIfAbsentAsync($"n/{name}", name);
        }

        Assert.Equal(names.Select(n => $"n/{n}").Order(StringComparer.Ordinal), await ListAsync("n"));
        Assert.All(await Task.WhenAll(names.Select(n => TextAsync($"n/{n}"))), Assert.NotNull);
    }

    [Fact]
    public async Task What_is_longer_than_a_part_is_written_and_read_whole()
    {
        var content = new byte[300_001];
        new Random(7).NextBytes(content);
        Assert.Equal(PutOutcome.Created, await Storage.PutIfAbsentAsync("l/one", content, CancellationToken.None));
        Assert.Equal(PutOutcome.AlreadyExists, await Storage.PutIfAbsentAsync("l/one", new byte[200_000], CancellationToken.None));
        using var stream = new MemoryStream(content);
        Assert.Equal(PutOutcome.Created, await Storage.PutIfAbsentAsync("l/two", stream, CancellationToken.None));
        await Storage.PutAsync("l/three", content, CancellationToken.None);
        foreach (var path in (string[])["l/one", "l/two", "l/three"])
        {
            Assert.Equal(content, await Storage.ReadAsync(path, CancellationToken.None));
            using var copy = new MemoryStream();
            Assert.True(await Storage.CopyToAsync(path, copy, CancellationToken.None));
            Assert.Equal(content, copy.ToArray());
        }

        Assert.False(await Storage.CopyToAsync("l/four", Stream.Null, CancellationToken.None));
        using var nothing = new MemoryStream();
        Assert.Equal(PutOutcome.Created, await Storage.PutIfAbsentAsync("l/empty", nothing, CancellationToken.None));
        Assert.Equal("", await TextAsync("l/empty"));
        Assert.Equal(PutOutcome.AlreadyExists, await Storage.PutIfAbsentAsync("l/empty", new MemoryStream(content), CancellationToken.None));
    }

    [Fact]
    public async Task A_listing_tells_sizes_and_times()
    {
        await PutIfAbsentAsync("t/_log/.hidden", "12345");
        var count = 0;
        await foreach (var stored in Storage.ListAsync("t/_log", null, false, CancellationToken.None))
        {
            Assert.Equal(("t/_log/.hidden", 5L), (stored.Path, stored.SizeBytes));
            Assert.InRange(DateTimeOffset.UtcNow - stored.LastModified, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
            count++;
        }

        Assert.Equal(1, count);
    }

    [Fact]
    public async Task A_listing_of_many_pages_is_whole()
    {
        await Parallel.ForAsync(0, 60, async (i, cancellationToken) =>
            await Storage.PutIfAbsentAsync($"p/{i:D20}.json", new byte[1], cancellationToken));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"p/{i:D20}.json"), await ListAsync("p"));
        Assert.Equal(Enumerable.Range(50, 10).Select(i => $"p/{i:D20}.json"), await ListAsync("p", $"{50:D20}"));
    }

    protected async Task<PutOutcome> PutIfAbsentAsync(string path, string text) =>
        await Storage.PutIfAbsentAsync(path, Encoding.UTF8.GetBytes(text), CancellationToken.None);

    private async Task<string?> TextAsync(string path) =>
        await Storage.ReadAsync(path, CancellationToken.None) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    protected async Task<List<string>> ListAsync(string directory, string? startAt = null, bool recursive = false)
    {
        var paths = new List<string>();
        await foreach (var stored in Storage.ListAsync(directory, startAt, recursive, CancellationToken.None))
        {
            paths.Add(stored.Path);
        }

        return paths;
    }
}
