using Lakehouse.Delta.Ports;
using Lakehouse.Engine.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Storage;

public sealed class LocalStorageTests : RootedStorageTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalStorage _storage;

    public LocalStorageTests() => _storage = new LocalStorage(_folder.At("root"), Guid.NewGuid);

    protected override IStorage Storage => _storage;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_listing_hides_what_is_being_written()
    {
        await PutIfAbsentAsync("t/_log/.hidden", "12345");
        await File.WriteAllTextAsync(_folder.At("root/t/_log/.medallion-0123"), "left over by a crash");
        Assert.Equal(["t/_log/.hidden"], await ListAsync("t/_log"));
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
}
