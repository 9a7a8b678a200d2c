using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>The ids and commit versions that Spark sees of rows that we and it moved and changed in turns.</summary>
[Trait("Category", "Spark")]
[Collection(ChangesCollection.Name)]
public sealed class RowIdsStayTests(ChangedTables tables)
{
    public static TheoryData<string> Tables => [.. TrackedTables.Names];

    [SkippableTheory]
    [MemberData(nameof(Tables))]
    public async Task Rows_keep_their_ids_and_only_those_that_are_updated_get_a_version(string table)
    {
        var first = TrackedTables.FirstVersion(table);
        var begin = await RowsAsync(table, 0);
        Assert.Equal(Enumerable.Range(0, 40), begin.Select(row => (int)row.Id));
        Assert.Equal(40, begin.Select(row => row.RowId).Distinct().Count());
        Assert.All(begin, row => Assert.Equal(first, row.Version));

        var changed = await RowsAsync(table, 1);
        var expected = begin.Where(row => row.Id != 5)
            .Select(row => row with { Version = row.Id >= 35 ? first + 3 : row.Id % 10 == 0 ? first + 1 : first });
        Assert.Equal(expected, changed.SkipLast(2));
        Assert.Equal([(40, first + 3), (41, first + 3)], changed.TakeLast(2).Select(row => (row.Id, row.Version)));

        var packed = await RowsAsync(table, 2);
        Assert.Equal(changed, packed.SkipLast(1));
        Assert.Equal((90, first + 4), (packed[^1].Id, packed[^1].Version));
        Assert.Equal(packed.Count, packed.Select(row => row.RowId).Distinct().Count());
        // No id was given before.
        Assert.All(packed.TakeLast(3), row => Assert.True(row.RowId >= 40));

        var end = await RowsAsync(table, 3);
        Assert.Equal(
            packed.Where(row => row.Id != 8).Select(row => row.Id switch
            {
                7 => row with { Version = first + 7 },
                9 => row with { Version = first + 8 },
                _ => row,
            }),
            end);
    }

    [SkippableTheory]
    [MemberData(nameof(Tables))]
    public async Task Their_rows_are_read_by_both_without_the_ids(string table)
    {
        var expected = Enumerable.Range(0, 42).Where(id => id is not (5 or 8)).Append(90).Select(id =>
            $"{id}|{NameOf(id)} {id % 2}").ToList();
        Assert.Equal(expected, (await LinesAsync(table, 3)).Select(row => $"{row[1]}|{row[4]}"));
        Assert.Equal(expected, await tables.OwnRowsAsync(table, "id, name || ' ' || part"));
        Assert.Empty((await (await tables.TableAsync(table)).VerifyAsync()).Faults);
    }

    private async Task<IReadOnlyList<TrackedRow>> RowsAsync(string table, int turn) =>
        [.. (await LinesAsync(table, turn)).Select(row => new TrackedRow(long.Parse(row[1]), long.Parse(row[2]), long.Parse(row[3])))];

    /// <summary>Table, id, row id, commit version and values of its rows after a turn, by their id.</summary>
    private async Task<IEnumerable<string[]>> LinesAsync(string table, int turn) =>
        (await tables.RowsAsync($"ids {turn}"))
            .Select(line => line.Split('|')).Where(row => row[0] == table).OrderBy(row => long.Parse(row[1]));

    private static string NameOf(int id) => id switch
    {
        90 => "w",
        >= 35 => "m",
        _ when id % 10 == 0 => "u",
        7 => "s",
        9 => "again",
        _ => $"n{id}",
    };

    private sealed record TrackedRow(long Id, long RowId, long Version);
}
