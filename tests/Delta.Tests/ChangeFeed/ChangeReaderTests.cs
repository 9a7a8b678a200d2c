using Lakehouse.Delta.Actions;
using Lakehouse.Delta.ChangeFeed;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.ChangeFeed;

public sealed class ChangeReaderTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task Whole_files_change_data_files_and_deletion_vectors_tell_what_changed()
    {
        var one = DeletionVectorDescriptor.Inline(DeletionVector.Of([1, 2]));
        var two = DeletionVectorDescriptor.Inline(DeletionVector.Of([2, 3]));
        await PutAsync(0, First("true"));
        await PutAsync(1, File("a"), File("b") with { DeletionVector = one });
        await PutAsync(2, File("b") with { DeletionVector = two }, (File("b") with { DeletionVector = one }).Remove(default));
        await PutAsync(3, File("a").Remove(default), File("c"), Change("c1"));
        await PutAsync(4, File("c").Remove(default, dataChange: false), File("d") with { DataChange = false });
        await PutAsync(5, (File("b") with { DeletionVector = two }).Remove(default));
        var changes = await _table.Table.ReadChangesAsync(0);
        Assert.Equal(
            """
            1 a insert - all
            1 b insert 1,2 all
            2 b delete - 3
            2 b insert - 1
            3 c1  - all
            5 b delete 2,3 all
            """.ReplaceLineEndings("\n"),
            string.Join('\n', changes.Files.Select(Describe)));
        Assert.All(changes.Files, file => Assert.Equal("d1", file.PartitionValues["day"]));
        Assert.Equal(["2 b delete - 3", "2 b insert - 1"], (await _table.Table.ReadChangesAsync(2, 2)).Files.Select(Describe));
    }

    [Theory]
    [InlineData(-1, null, "the first version is 0")]
    [InlineData(9, null, "the newest version is 1")]
    [InlineData(1, 0L, "they are wanted to version 0 only")]
    public async Task A_first_version_that_is_not_there_is_refused_with_the_versions_that_are(long from, long? to, string why)
    {
        await _table.AppendAsync(Committed(await _table.CreateAsync(null, File("a"))), File("b"));
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.Table.ReadChangesAsync(from, to));
        Assert.Equal(ErrorCodes.VersionNotFound, error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_without_a_record_of_changes_are_refused()
    {
        await PutAsync(0, First("false"));
        await PutAsync(1, First("true")[1]);
        await PutAsync(2, File("a"));
        await AssertCodeAsync(ErrorCodes.ChangesNotRecorded, 0, null);
        Assert.Single((await _table.Table.ReadChangesAsync(1)).Files);
        await AssertCodeAsync(ErrorCodes.VersionNotFound, 3, null);
        await AssertCodeAsync(ErrorCodes.VersionNotFound, -1, null);
        await PutAsync(3, First("false")[1]);
        await AssertCodeAsync(ErrorCodes.ChangesNotRecorded, 1, null);
        Assert.Single((await _table.Table.ReadChangesAsync(1, 2)).Files);
    }

    [Fact]
    public async Task Columns_may_come_and_not_go()
    {
        await PutAsync(0, First("true"));
        var wider = Schema.Fields.Append(new StructField("more", PrimitiveType.Date));
        await PutAsync(1, ((Metadata)First("true")[1]) with { Schema = new StructType([.. wider]) });
        Assert.Empty((await _table.Table.ReadChangesAsync(0)).Files);
        await PutAsync(2, First("true")[1]);
        await AssertCodeAsync(ErrorCodes.ChangesNotComparable, 0, null);
    }

    private static DeltaAction[] First(string isRecorded)
    {
        var actions = LogWriter.First();
        actions[1] = (Metadata)actions[1] with
        {
            Configuration = new Dictionary<string, string> { ["delta.enableChangeDataFeed"] = isRecorded },
        };
        return actions;
    }

    private static AddCdcFile Change(string path) =>
        new() { Path = path, PartitionValues = Day("d1"), SizeBytes = 1 };

    private static string Describe(ChangeFile file) =>
        $"{file.Version} {file.Path} {file.ChangeType} "
        + $"{(file.Unchanged.Cardinality == 0 ? "-" : string.Join(',', file.Unchanged))} "
        + (file.Changed is null ? "all" : string.Join(',', file.Changed));

    private async Task AssertCodeAsync(string code, long from, long? to) => Assert.Equal(
        code, (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.ReadChangesAsync(from, to))).Code);

    private Task PutAsync(long version, params DeltaAction[] actions) => _table.Storage.PutCommitAsync(version, actions);
}
