using Lakehouse.Delta.Ports;
using Lakehouse.Engine.Storage.Azure;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Storage.Azure;

/// <summary>The storage in Azure against Azurite, in parts so small that most contents need several.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzureBlobStorageTests(AzuriteServer server) : RootedStorageTests, IAsyncLifetime
{
    private AzureBlobStorage? _storage;
    private Uri? _container;

    protected override IStorage Storage => _storage!;

    public async Task InitializeAsync()
    {
        _container = await server.CreateContainerAsync();
        _storage = new AzureBlobStorage(Options(AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key)));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_wrong_key_is_refused_without_being_told()
    {
        const string wrong = "d3Jvbmcga2V5IG9mIHNvbWUgbGVuZ3Ro";
        var storage = new AzureBlobStorage(Options(AzureCredential.SharedKey(AzuriteServer.Account, wrong)));
        var error = await Assert.ThrowsAsync<EngineException>(() => storage.ReadAsync("a", CancellationToken.None));
        Assert.Equal(ErrorCodes.StorageDenied, error.Code);
        Assert.False(error.IsTransient);
        Assert.DoesNotContain(wrong, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SharedKey", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_access_signature_opens_what_it_allows()
    {
        await PutIfAbsentAsync("a", "text");
        var token = SignedUrl.ForContainer(_container!, "rl");
        var reader = new AzureBlobStorage(Options(AzureCredential.Sas(token)));
        Assert.Equal("text"u8.ToArray(), await reader.ReadAsync("a", CancellationToken.None));
        var error = await Assert.ThrowsAsync<EngineException>(
            () => reader.PutIfAbsentAsync("b", new byte[1], CancellationToken.None));
        Assert.Equal(ErrorCodes.StorageDenied, error.Code);
        Assert.DoesNotContain("sig=", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", reader.Locate("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_an_error_and_not_an_empty_table()
    {
        var storage = new AzureBlobStorage(
            new AzureBlobOptions(
                new Uri($"{server.Endpoint}/nothing-here"),
                AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key), TimeProvider.System, Guid.NewGuid));
        Func<Task>[] calls =
        [
            () => storage.ReadAsync("a", CancellationToken.None),
            () => storage.PutIfAbsentAsync("a", new byte[1], CancellationToken.None),
            () => storage.PutAsync("a", new byte[1], CancellationToken.None),
            () => storage.DeleteAsync("a", CancellationToken.None),
            async () => await storage.ListAsync("", null, true, CancellationToken.None).GetAsyncEnumerator().MoveNextAsync(),
        ];
        foreach (var call in calls)
        {
            Assert.Equal(ErrorCodes.ContainerMissing, (await Assert.ThrowsAsync<EngineException>(call)).Code);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var storage = new AzureBlobStorage(
            new AzureBlobOptions(
                new Uri("http://127.0.0.1:9/account/container"),
                AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key), TimeProvider.System, Guid.NewGuid)
            { Retries = 1, RetryMilliseconds = 1 });
        var error = await Assert.ThrowsAsync<EngineException>(() => storage.ReadAsync("a", CancellationToken.None));
        Assert.Equal((ErrorCodes.StorageUnavailable, true), (error.Code, error.IsTransient));
    }

    [Fact]
    public async Task The_root_may_be_a_folder_of_the_container()
    {
        var inner = new AzureBlobStorage(
            Options(AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key)) with { Prefix = "lake/x" });
        await inner.PutIfAbsentAsync("t/a", new byte[1], CancellationToken.None);
        await PutIfAbsentAsync("lake/xy/t/b", "");
        Assert.Equal(["lake/x/t/a", "lake/xy/t/b"], await ListAsync("", recursive: true));
        var listed = new List<string>();
        await foreach (var stored in inner.ListAsync("", null, true, CancellationToken.None))
        {
            listed.Add(stored.Path);
        }

        Assert.Equal(["t/a"], listed);
        Assert.Equal($"{_container}/lake/x/t/a", inner.Locate("t/a"));
    }

    [Theory]
    [MemberData(nameof(FaultyTransport.Cases), MemberType = typeof(FaultyTransport))]
    public async Task A_write_whose_answer_is_lost_or_that_is_refused_for_now_ends_right(string fault, int content)
    {
        using var transport = new FaultyTransport(fault, call => call == 1);
        var storage = new AzureBlobStorage(
            Options(AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key)) with { Transport = transport });
        Assert.Equal(PutOutcome.Created, await storage.PutIfAbsentAsync("x", new byte[content], CancellationToken.None));
        Assert.Equal(PutOutcome.AlreadyExists, await storage.PutIfAbsentAsync("x", new byte[content], CancellationToken.None));
        Assert.Equal(content, (await Storage.ReadAsync("x", CancellationToken.None))!.Length);
        Assert.True(transport.Calls > 2);
    }

    [Fact]
    public async Task When_all_answers_of_a_put_are_lost_the_storage_is_asked_who_wrote()
    {
        foreach (var fault in (string[])["lost", "503 after"])
        {
            using var transport = new FaultyTransport(fault, call => call <= 3);
            var storage = new AzureBlobStorage(
                Options(AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key)) with { Transport = transport, Retries = 2 });
            Assert.Equal(PutOutcome.Created, await storage.PutIfAbsentAsync(fault, new byte[5], CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_put_that_never_arrives_is_an_error_that_may_pass()
    {
        using var transport = new FaultyTransport("503 before", call => call <= 3);
        var storage = new AzureBlobStorage(
            Options(AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key)) with { Transport = transport, Retries = 2 });
        var error = await Assert.ThrowsAsync<EngineException>(
            () => storage.PutIfAbsentAsync("x", new byte[5], CancellationToken.None));
        Assert.Equal((ErrorCodes.StorageUnavailable, true), (error.Code, error.IsTransient));
        Assert.Null(await Storage.ReadAsync("x", CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_write_ends_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Storage.PutIfAbsentAsync("t/x", new byte[500_000], cancellation.Token));
        Assert.Null(await Storage.ReadAsync("t/x", CancellationToken.None));
    }

    private AzureBlobOptions Options(AzureCredential credential) =>
        new(_container!, credential, TimeProvider.System, Guid.NewGuid)
        {
            PartBytes = 64 << 10,
            Retries = 4,
            RetryMilliseconds = 1,
            PageSize = 7,
        };
}
