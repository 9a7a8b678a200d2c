using Lakehouse.Delta;
using Lakehouse.Delta.Dml;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Deletes, updates and merges of ours in tables of Spark, as Spark sees them, and its own after them.</summary>
[Trait("Category", "Spark")]
[Collection(ChangesCollection.Name)]
public sealed class SparkReadsOurChangesTests(ChangedTables tables)
{
    [SkippableFact]
    public async Task Deletion_vectors_and_rewritten_files_give_the_rows()
    {
        var expected = Enumerable.Range(0, 102)
            .Where(id => id is not (1 or 2 or 3 or 61))
            .Select(id => id switch
            {
                4 => (id, part: "p 0", amount: 1004),
                98 or 100 or 101 => (id, part: "p 0", amount: -1),
                > 60 when id % 2 == 1 => (id, part: "p 1", amount: -2),
                _ => (id, part: $"p {id % 2}", amount: id),
            })
            .ToList();
        Assert.Equal(expected.Select(row => $"{row.id}|{row.part}|{row.amount}"), await tables.RowsAsync("vectors"));
        var merge = (await tables.ResultsAsync("history")).Single(row => row.Text("operation") == "MERGE").GetProperty("operationMetrics");
        Assert.Equal(("2", "20", "1"), (merge.Text("numTargetRowsInserted"), merge.Text("numTargetRowsUpdated"), merge.Text("numTargetRowsDeleted")));

        var left = expected.Where(row => row.id is < 20 or > 22).ToList();
        Assert.Equal([$"{left.Count}|{left.Sum(row => row.amount)}"], await tables.RowsAsync("vectors again"));
        Assert.Equal(
            left.Select(row => $"{row.id}|{row.part}|{row.amount}"), await tables.OwnRowsAsync("vectors", "id, part, amount"));
    }

    [SkippableFact]
    public async Task The_change_feed_has_our_changes()
    {
        var updated = Enumerable.Range(63, 37).Where(id => id % 2 == 1).Append(98).Order();
        string[] expected =
        [
            "delete|2|p 0|2|3", "delete|3|p 1|3|3",
            "update_preimage|4|p 0|4|4", "update_postimage|4|p 0|1004|4",
            "delete|61|p 1|61|5",
            .. updated.SelectMany(id => new[]
            {
                $"update_preimage|{id}|p {id % 2}|{id}|5", $"update_postimage|{id}|p {id % 2}|{(id == 98 ? -1 : -2)}|5",
            }),
            "insert|100|p 0|-1|5", "insert|101|p 0|-1|5",
        ];
        Assert.Equal(expected, await tables.RowsAsync("feed"));
    }

    [SkippableFact]
    public async Task Mapped_and_widened_columns_are_found()
    {
        var expected = Enumerable.Range(0, 40).Where(id => id != 5)
            .Select(id => id is >= 6 and <= 25 ? $"{id}|o{id}|5000000000|new" : $"{id}|o{id}|{id}|z{id}")
            .ToList();
        Assert.Equal(expected.Append("90|w||"), await tables.RowsAsync("mapped"));
        Assert.Equal(
            [.. expected.Take(expected.Count - 2), "40|spark||", "41|spark||", "90|w||"],
            await tables.OwnRowsAsync("mapped", "id, \"new\", coalesce(\"inner\".x::varchar, ''), coalesce(\"inner\".y[1].z, '')"));
    }

    [SkippableFact]
    public async Task A_table_of_ours_that_was_renamed_in_is_read()
    {
        Assert.Equal(
            Enumerable.Range(0, 20).Where(id => id != 3).Select(id => id >= 10 ? $"{id}|u|-1" : $"{id}|k{id}|{id}"),
            await tables.RowsAsync("own"));
        Assert.Equal(["20"], await tables.RowsAsync("own at 1"));
    }

    [SkippableFact]
    public async Task Rules_that_Spark_made_are_held()
    {
        Assert.Equal(["1|a|old", "2|b|new"], await tables.RowsAsync("ruled"));
        foreach (var row in new[] { "0 as id, 'a' as name", "3 as id, null as name", "3 as id, 'abcde' as name", "null as id, 'a' as name" })
        {
            var error = await tables.ChangeAsync((environment, changer) =>
                new Write(environment, "ruled", changer).RunAsync($"select {row}", WriteMode.Append));
            Assert.Equal(ErrorCodes.RuleBroken, Assert.IsType<DeltaException>(error).Code);
        }
    }
}
