using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Tests.Support;
using Xunit;

namespace Lakehouse.Delta.Tests.Commits;

public sealed class RowTrackingTests
{
    private static readonly Protocol Tracks = new(1, 7) { WriterFeatures = ["appendOnly", "domainMetadata", "inCommitTimestamp", "invariants", "rowTracking"] };

    private static readonly Dictionary<string, string> On = new()
    {
        [RowTracking.Enabled] = "true",
        [RowTracking.RowIdColumn] = "i",
        [RowTracking.RowCommitVersionColumn] = "v",
    };

    private readonly TestTable _table = new();

    [Fact]
    public async Task Rows_of_new_files_get_ids_that_no_row_had_and_the_version_that_added_them()
    {
        var created = TestTable.Committed(await _table.CreateAsync(null, Tracks, File("a", 10)));
        Assert.Equal(["a: 0 of 0"], Ids(created));
        Assert.Equal("""{"rowIdHighWaterMark":9}""", created.Domains["delta.rowTracking"].Configuration);

        var one = TestTable.Committed(await _table.AppendAsync(created, File("b", 5), File("c", 0), File("d", 1)));
        Assert.Equal(["a: 0 of 0", "b: 10 of 1", "c: 15 of 1", "d: 15 of 1"], Ids(one));

        // Worked out from the version before: the ids are those of the version that it becomes.
        var two = TestTable.Committed(await _table.AppendAsync(created, File("e", 3)));
        Assert.Equal(["a: 0 of 0", "b: 10 of 1", "c: 15 of 1", "d: 15 of 1", "e: 16 of 2"], Ids(two));
        Assert.Equal("""{"rowIdHighWaterMark":18}""", two.Domains["delta.rowTracking"].Configuration);
        Assert.Equal(Ids(two), Ids(await _table.Table.LoadAsync()));
    }

    [Fact]
    public async Task A_file_that_is_there_keeps_its_ids()
    {
        var created = TestTable.Committed(await _table.CreateAsync(null, Tracks, File("a", 10), File("b", 10)));
        var b = created.Files.Single(file => file.Path == "b");
        var removed = TestTable.Committed(await _table.CommitAsync(created, ReadScope.WholeTable, b.Remove(DateTimeOffset.UnixEpoch)));
        var again = TestTable.Committed(await _table.AppendAsync(removed, b, File("c", 1)));
        Assert.Equal(["a: 0 of 0", "b: 10 of 0", "c: 20 of 2"], Ids(again));
    }

    [Fact]
    public async Task A_file_that_does_not_tell_its_rows_is_refused()
    {
        var created = TestTable.Committed(await _table.CreateAsync(null, Tracks));
        var error = await Assert.ThrowsAsync<DeltaException>(
            () => _table.AppendAsync(created, TestTable.File("a") with { StatsJson = null }));
        Assert.Equal((ErrorCodes.UnsupportedWriterFeature, "a"), (error.Code, error.File));
    }

    [Fact]
    public async Task Files_that_are_there_get_ids_with_the_commit_that_turns_tracking_on()
    {
        var created = TestTable.Committed(await _table.CreateAsync(null, File("a", 10)));
        var metadata = created.Metadata with { Configuration = On };
        var unlisted = await Assert.ThrowsAsync<DeltaException>(() => _table.CommitAsync(created, ReadScope.Nothing, metadata));
        Assert.Equal(ErrorCodes.UnsupportedWriterFeature, unlisted.Code);

        // Worked out from the version before: the file of the other writer gets ids too.
        TestTable.Committed(await _table.AppendAsync(created, File("b", 5)));
        var tracked = TestTable.Committed(await _table.CommitAsync(created, ReadScope.Nothing, Tracks, metadata, File("c", 2)));
        Assert.Equal(["a: 2 of 2", "b: 12 of 2", "c: 0 of 2"], Ids(tracked));
        Assert.Equal("""{"rowIdHighWaterMark":16}""", tracked.Domains["delta.rowTracking"].Configuration);
        Assert.Equal(Ids(tracked), Ids(await _table.Table.LoadAsync()));
    }

    [Theory]
    [InlineData(RowTracking.RowIdColumn, null)]
    [InlineData(RowTracking.RowCommitVersionColumn, "")]
    [InlineData(RowTracking.RowIdColumn, "v")]
    [InlineData(RowTracking.RowIdColumn, "ID")]
    public async Task Columns_for_ids_need_names_of_their_own(string property, string? name)
    {
        var on = new Dictionary<string, string>(On);
        if (name is null) on.Remove(property);
        else on[property] = name;
        var created = TestTable.Committed(await _table.CreateAsync(null, Tracks));
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.CommitAsync(
            created, ReadScope.WholeTable, created.Metadata with { Configuration = on }));
        Assert.Equal((ErrorCodes.InvalidProperty, TableFeatures.RowTracking), (error.Code, error.Feature));
    }

    private static AddFile File(string path, int rows) =>
        TestTable.File(path) with { StatsJson = $$"""{"numRecords":{{rows}}}""" };

    private static IEnumerable<string> Ids(Delta.Snapshots.Snapshot snapshot) => snapshot.Files
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .Select(file => $"{file.Path}: {file.BaseRowId} of {file.DefaultRowCommitVersion}");
}
