using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Features;

public sealed class PropertyNamesTests
{
    private readonly TestTable _table = new();

    [Theory]
    [InlineData("delta.apendOnly", "delta.appendOnly")]
    [InlineData("delta.appendonly", "delta.appendOnly")]
    [InlineData("Delta.checkpointInterval", "delta.checkpointInterval")]
    [InlineData("delta.logRetention", "delta.logRetentionDuration")]
    [InlineData("delta.deletedFilesRetentionDuration", "delta.deletedFileRetentionDuration")]
    [InlineData("delta.columnMapping.mod", "delta.columnMapping.mode")]
    public async Task An_unknown_name_is_refused_with_the_one_that_was_meant(string given, string meant)
    {
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.CreateAsync(new() { [given] = "true" }));
        Assert.Equal((ErrorCodes.InvalidProperty, TestTable.Path), (error.Code, error.Table));
        Assert.Contains($"there is no table property {given}. Did you mean {meant}?", error.Message);
        Assert.Null(await _table.Table.FindAsync());
    }

    [Theory]
    [InlineData("delta.appendOnly", "yes")]
    [InlineData("delta.randomizeFilePrefixes", "1")]
    [InlineData("delta.checkpointInterval", "often")]
    public async Task A_wrong_value_is_refused(string name, string value)
    {
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.CreateAsync(new() { [name] = value }));
        Assert.Equal(ErrorCodes.InvalidProperty, error.Code);
        Assert.Contains(name, error.Message);
    }

    [Fact]
    public async Task Names_of_ones_own_and_those_that_others_have_set_are_taken()
    {
        await _table.Storage.PutCommitAsync(0, LogWriter.First());
        var snapshot = await _table.Table.LoadAsync();
        var others = snapshot.Metadata with { Configuration = new Dictionary<string, string> { ["delta.newerThanUs"] = "1" } };
        await _table.Storage.PutCommitAsync(1, others);
        snapshot = await _table.Table.LoadAsync();
        var more = new Dictionary<string, string>(others.Configuration) { ["owner"] = "me", ["delta.feature.appendOnly"] = "supported" };
        Assert.Equal(2, Committed(await _table.AppendAsync(snapshot, others with { Configuration = more })).Version);
    }
}
