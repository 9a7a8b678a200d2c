using Xunit;

namespace Lakehouse.Jobs.Tests.Support;

/// <summary>The shop after its first run; tests that share it change nothing.</summary>
public sealed class BuiltShop : IAsyncLifetime, IDisposable
{
    private readonly ShopFolder _folder = new();

    /// <summary>What the run wrote.</summary>
    internal MedallionProcess FirstRun { get; private set; } = new(-1, "", "");

    internal string Root => _folder.Root;

    /// <inheritdoc/>
    public async Task InitializeAsync() => FirstRun = await _folder.RunAsync("run", ShopFolder.Project);

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    /// <summary>Runs the command on it; the project is added at the end.</summary>
    internal Task<MedallionProcess> RunAsync(params string[] args) => _folder.RunAsync([.. args, ShopFolder.Project]);
}
