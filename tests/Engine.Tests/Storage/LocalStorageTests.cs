using System.Text;
using Lakehouse.Delta.Ports;
using Lakehouse.Engine.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Storage;

public sealed class LocalStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalStorage _storage;

    public LocalStorageTests() => _storage = new LocalStorage(_folder.At("root"), Guid.NewGuid);

    public void Dispose() => _folder.Dispose();

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
                    return _storage.PutIfAbsentAsync(path, Content(writer), CancellationToken.None);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
            var winner = Assert.Single(Enumerable.Range(0, 16), writer => outcomes[writer] == PutOutcome.Created);
            Assert.Equal(Content(winner), await _storage.ReadAsync(path, CancellationToken.None));
        }

        Assert.Equal(20, Directory.EnumerateFiles(_folder.At("root/t/_delta_log")).Count());

        static byte[] Content(int writer) => [.. Enumerable.Repeat((byte)writer, 100_000)];
    }

    [Fact]
    public async Task A_taken_path_keeps_its_content_until_it_is_put()
    {
        Assert.Equal(PutOutcome.Created, await PutIfAbsentAsync("a/b", "first"));
        Assert.Equal(PutOutcome.AlreadyExists, await PutIfAbsentAsync("a/b", "second"));
        Assert.Equal("first", await TextAsync("a/b"));
        await _storage.PutAsync("a/b", "third"u8.ToArray(), CancellationToken.None);
        Assert.Equal("third", await TextAsync("a/b"));
        await _storage.PutAsync("a/b", ReadOnlyMemory<byte>.Empty, CancellationToken.None);
        Assert.Equal("", await TextAsync("a/b"));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.At("root/a")));
    }

    [Fact]
    public async Task An_object_gets_its_final_name_unless_that_is_taken()
    {
        await PutIfAbsentAsync("t/.tmp1", "one");
        await PutIfAbsentAsync("t/.tmp2", "two");
        Assert.Equal(PutOutcome.Created, await _storage.PublishAsync("t/.tmp1", "t/final", CancellationToken.None));
        Assert.Equal(PutOutcome.AlreadyExists, await _storage.PublishAsync("t/.tmp2", "t/final", CancellationToken.None));
        Assert.Equal("one", await TextAsync("t/final"));
        Assert.Null(await TextAsync("t/.tmp1"));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("../root-beside/x")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b")]
    public async Task A_path_never_leaves_the_root(string path)
    {
        Func<Task>[] calls =
        [
            () => Task.FromResult(_storage.Locate(path)),
            () => _storage.ReadAsync(path, CancellationToken.None),
            () => PutIfAbsentAsync(path, "x"),
            () => _storage.PutAsync(path, "x"u8.ToArray(), CancellationToken.None),
            () => _storage.DeleteAsync(path, CancellationToken.None),
            () => _storage.PublishAsync("inside", path, CancellationToken.None),
            () => ListAsync(path),
        ];
        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<EngineException>(call);
            Assert.Equal(ErrorCodes.PathOutsideRoot, exception.Code);
        }
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
    public async Task A_listing_tells_sizes_and_times_and_hides_what_is_being_written()
    {
        await PutIfAbsentAsync("t/_log/.hidden", "12345");
        await File.WriteAllTextAsync(_folder.At("root/t/_log/.medallion-0123"), "left over by a crash");
        await foreach (var stored in _storage.ListAsync("t/_log", null, false, CancellationToken.None))
        {
            Assert.Equal(("t/_log/.hidden", 5L), (stored.Path, stored.SizeBytes));
            Assert.InRange(DateTimeOffset.UtcNow - stored.LastModified, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task What_is_not_there_is_read_as_null_and_deleted_without_complaint()
    {
        Assert.Null(await _storage.ReadAsync("x/y", CancellationToken.None));
        await _storage.DeleteAsync("x/y", CancellationToken.None);
        await PutIfAbsentAsync("x/y", "z");
        await _storage.DeleteAsync("x/y", CancellationToken.None);
        await _storage.DeleteAsync("x/y", CancellationToken.None);
        Assert.Null(await _storage.ReadAsync("x/y", CancellationToken.None));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _storage.PutIfAbsentAsync("t/x", new byte[10_000_000], cancellation.Token));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
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

    private async Task<PutOutcome> PutIfAbsentAsync(string path, string text) =>
        await _storage.PutIfAbsentAsync(path, Encoding.UTF8.GetBytes(text), CancellationToken.None);

    private async Task<string?> TextAsync(string path) =>
        await _storage.ReadAsync(path, CancellationToken.None) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private async Task<List<string>> ListAsync(string directory, string? startAt = null, bool recursive = false)
    {
        var paths = new List<string>();
        await foreach (var stored in _storage.ListAsync(directory, startAt, recursive, CancellationToken.None))
        {
            paths.Add(stored.Path);
        }

        return paths;
    }
}
