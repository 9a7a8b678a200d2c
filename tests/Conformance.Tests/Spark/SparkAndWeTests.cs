using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Spark and we commit to one table: no row is lost or doubled, no version missing, both read the same.</summary>
[Trait("Category", "Spark")]
[Collection(ChangesCollection.Name)]
public sealed class SparkAndWeTests(ChangedTables tables)
{
    [SkippableFact]
    public async Task In_turns_each_version_has_its_rows_for_both()
    {
        var table = await tables.TableAsync("turns");
        Assert.Equal(SharedTable.Turns.Select(commit => commit.Engine), await EnginesAsync(table));
        for (var version = 0; version < SharedTable.Turns.Count; version++)
        {
            var (_, rows, amount) = SharedTable.Turns[version];
            var ours = (await tables.OwnRowsAsync("turns", "id, amount", version)).Select(row => int.Parse(row.Split('|')[1])).ToList();
            Assert.Equal((version, rows, amount), (version, ours.Count, ours.Sum()));
        }

        Assert.Equal(
            SharedTable.LookedBackAt.Select(version => $"{version}|{SharedTable.Turns[version].Rows}|{SharedTable.Turns[version].Amount}"),
            (await tables.RowsAsync("turns at")).Order(StringComparer.Ordinal));
        Assert.Equal(await tables.RowsAsync("turns"), await tables.OwnRowsAsync("turns", "id, amount"));
        Assert.Empty((await table.VerifyAsync()).Faults);
    }

    [SkippableFact]
    public async Task At_the_same_time_each_row_is_there_once()
    {
        var table = await tables.TableAsync("meanwhile");
        Assert.Equal(SharedTable.MeanwhileEngines, await EnginesAsync(table));
        Assert.Equal(SharedTable.MeanwhileRows, await tables.RowsAsync("meanwhile"));
        Assert.Equal(SharedTable.MeanwhileRows, await tables.OwnRowsAsync("meanwhile", "id, who"));
        Assert.Empty((await table.VerifyAsync()).Faults);
    }

    [SkippableFact]
    public async Task A_change_of_rows_that_Spark_has_rewritten_is_ruled_out()
    {
        await tables.TableAsync("meanwhile");
        var conflicted = Assert.IsType<Conflicted>(tables.Shared.RuledOut);
        Assert.Equal(SharedTable.MeanwhileEngines.Count - 1, conflicted.WinnerVersion);
    }

    /// <summary>Who made each version, from 0.</summary>
    private static async Task<IReadOnlyList<string>> EnginesAsync(DeltaTable table)
    {
        var engines = new List<string>();
        await foreach (var entry in table.ReadHistoryAsync())
        {
            engines.Insert(0, entry.CommitInfo!.EngineInfo!.Contains("Spark", StringComparison.Ordinal) ? "Spark" : "Medallion");
        }

        return engines;
    }
}
