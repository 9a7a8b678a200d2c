using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("medallion-init-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task Init_writes_a_project_and_names_the_next_command()
    {
        var folder = Path.Combine(_parent.FullName, "shop");

        var run = await MedallionRun.Of("init", folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"medallion run {folder}", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                ".gitignore", "contracts/sales/orders.yaml", "lakehouse.yaml", "landing/orders/orders-2026-03-01.jsonl",
                "landing/orders/orders-2026-03-02.jsonl", "products/sales/daily_revenue.sql",
                "products/sales/daily_revenue.yaml", "sources/orders.yaml",
            ],
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), path => Assert.NotEqual(0, new FileInfo(path).Length));
    }

    [Fact]
    public async Task Init_tells_programs_what_it_wrote()
    {
        var run = await MedallionRun.Of("init", _parent.FullName, "--json", "--quiet");

        using var document = System.Text.Json.JsonDocument.Parse(run.Out);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(_parent.FullName, document.RootElement.GetProperty("folder").GetString());
        Assert.All(
            document.RootElement.GetProperty("files").EnumerateArray(),
            file => Assert.True(File.Exists(Path.Combine(_parent.FullName, file.GetString()!))));
    }

    [Fact]
    public async Task Init_writes_into_an_empty_folder_that_is_there()
    {
        var run = await MedallionRun.Of("init", _parent.FullName);

        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(Path.Combine(_parent.FullName, "lakehouse.yaml")));
    }

    [Fact]
    public async Task Init_leaves_a_folder_alone_that_holds_something()
    {
        var mine = Path.Combine(_parent.FullName, "notes.txt");
        await File.WriteAllTextAsync(mine, "mine");

        var run = await MedallionRun.Of("init", _parent.FullName);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is not empty", run.Error, StringComparison.Ordinal);
        Assert.Equal([mine], Directory.EnumerateFileSystemEntries(_parent.FullName));
    }
}
