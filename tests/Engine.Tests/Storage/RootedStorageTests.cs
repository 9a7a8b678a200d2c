using Xunit;

namespace Lakehouse.Engine.Tests.Storage;

/// <summary>What a storage has to do that must not be left by a path.</summary>
public abstract class RootedStorageTests : StorageContractTests
{
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
            () => Task.FromResult(Storage.Locate(path)),
            () => Storage.ReadAsync(path, CancellationToken.None),
            () => PutIfAbsentAsync(path, "x"),
            () => Storage.PutAsync(path, "x"u8.ToArray(), CancellationToken.None),
            () => Storage.DeleteAsync(path, CancellationToken.None),
            () => Storage.PublishAsync("inside", path, CancellationToken.None),
            () => ListAsync(path),
        ];
        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAsync<EngineException>(call);
            Assert.Equal(ErrorCodes.PathOutsideRoot, exception.Code);
        }
    }
}
