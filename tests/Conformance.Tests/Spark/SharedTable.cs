using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Ports;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Tables to which Spark and we commit: <c>turns</c> one after the other, <c>meanwhile</c> at the same time.</summary>
/// <remarks>
/// "At the same time" is a transaction of one that begins before the other's commits and ends after them. A free race on a
/// local disk would test Spark's rename there, which does not keep two processes apart.
/// </remarks>
internal sealed class SharedTable(DeltaEnvironment environment, IRowChanger changer, IFileRewriter rewriter, Func<string, string> folder)
{
    /// <summary>The commits of <c>turns</c> by version: who made it, how many rows there are then, and the sum of amounts.</summary>
    public static IReadOnlyList<(string Engine, int Rows, int Amount)> Turns { get; } =
    [
        ("Spark", 0, 0),
        ("Spark", 100, 4950),
        ("Medallion", 90, 4905), // 0 to 9 go.
        ("Spark", 92, 4905 - 46 - 4 + 10), // 8 and 9 come with 5, 10 to 13 become -1.
        ("Medallion", 92, 4865),
        ("Spark", 92, 4865 - 20 + 1000),
        ("Medallion", 92, 5845 - 1000 - 21 - 22 + 7 + 7 + 7), // 21 goes, 20 and 22 become 7, 200 comes with 7.
        ("Spark", 82, 4823 - 345), // 30 to 39 go.
        ("Medallion", 82, 4478 + 100),
        ("Spark", 82, 4578),
        ("Medallion", 83, 4578 + 9),
        ("Spark", 84, 4587 + 1),
    ];

    /// <summary>Versions of <c>turns</c> that Spark looks back at.</summary>
    public static IReadOnlyList<int> LookedBackAt { get; } = [4, 8];

    /// <summary>The commits of <c>meanwhile</c> by version, and the id and writer of the rows that are left.</summary>
    public static IReadOnlyList<string> MeanwhileEngines { get; } =
    [
        "Spark",
        "Medallion", "Medallion", "Spark",
        "Medallion", "Medallion", "Spark",
        "Medallion", "Medallion", "Spark",
        "Spark", "Medallion",
        "Spark", "Medallion",
        "Spark",
    ];

    public static IReadOnlyList<string> MeanwhileRows { get; } =
    [
        .. new[] { 1, 2, 10, 11, 12, 20, 21, 22, 30, 40 }.Select(id => $"{id}|spark"),
        .. new[] { 101, 110, 111, 120, 130 }.Select(id => $"{id}|ours"),
    ];

    private string TurnsName => SparkScript.Table(folder("turns"));

    private string MeanwhileName => SparkScript.Table(folder("meanwhile"));

    /// <summary>How the change ended that Spark's commit rules out.</summary>
    public CommitResult? RuledOut { get; private set; }

    public void AddTo(SparkScript script)
    {
        AddTurns(script);
        AddMeanwhile(script);
    }

    private void AddTurns(SparkScript script)
    {
        script.Run($"create table {TurnsName} (id bigint, amount bigint) using delta tblproperties ('delta.enableDeletionVectors' = 'true')");
        script.Run($"insert into {TurnsName} select id, id from range(0, 100, 1, 1)");
        script.Turn(() => CommittedAsync(new Delete(environment, "turns", changer).RunAsync("id < 10")));
        script.Run(
            $"merge into {TurnsName} t using (select id from range(8, 14)) s on t.id = s.id "
            + "when matched then update set amount = -1 when not matched then insert (id, amount) values (s.id, 5)");
        script.Turn(() => OptimizeAsync("turns"));
        script.Run($"update {TurnsName} set amount = 1000 where id = 20");
        script.Turn(() => CommittedAsync(new Merge(environment, "turns", changer).RunAsync(
            "select * from (values (20, 7), (21, 7), (22, 7), (200, 7)) v(id, amount)",
            "target.id = source.id",
            [
                new RowClause(RowMatch.Matched, RowAction.Delete) { Condition = "target.id = 21" },
                new RowClause(RowMatch.Matched, RowAction.Update),
                new RowClause(RowMatch.NotMatched, RowAction.Insert),
            ])));
        script.Run($"delete from {TurnsName} where id between 30 and 39");
        script.Turn(() => CommittedAsync(new Update(environment, "turns", changer).RunAsync(
            new Dictionary<string, string> { ["amount"] = "amount + 100" }, "id = 40")));
        script.Run($"optimize {TurnsName}");
        script.Turn(async () =>
        {
            await AppendAsync("turns", "300 as id, 9 as amount");
            await new Checkpoint(environment, "turns").RunAsync();
        });
        script.Run($"insert into {TurnsName} values (301, 1)");
        script.Query("turns", $"select id, amount from {TurnsName} order by id");
        script.Query("turns at", string.Join(" union all ", LookedBackAt.Select(version =>
            $"select {version} as version, count(*), sum(amount) from {TurnsName} version as of {version}")));
    }

    private void AddMeanwhile(SparkScript script)
    {
        script.Run($"create table {MeanwhileName} (id bigint, who string) using delta partitioned by (who)");

        // We commit twice while an insert of Spark is under way.
        script.InsertDuring(MeanwhileName, "spark", 0, 3, async () =>
        {
            await AppendAsync("meanwhile", "100 as id, 'ours' as who");
            await AppendAsync("meanwhile", "101 as id, 'ours' as who");
        });
        script.InsertDuring(MeanwhileName, "spark", 10, 13, async () =>
        {
            await AppendAsync("meanwhile", "i as id, 'ours' as who from range(110, 112) r(i)");
            await CommittedAsync(new Delete(environment, "meanwhile", changer).RunAsync("who = 'ours' and id = 100"));
        });
        script.InsertDuring(MeanwhileName, "spark", 20, 23, async () =>
        {
            await AppendAsync("meanwhile", "120 as id, 'ours' as who");
            await OptimizeAsync("meanwhile");
        });

        // Spark commits while a change of ours is under way.
        Hold(
            script,
            held => new Write(environment, "meanwhile", held).RunAsync("select i as id, 'ours' as who from range(130, 132) r(i)", WriteMode.Append),
            $"insert into {MeanwhileName} values (30, 'spark')",
            result => Assert.IsType<Committed>(result));
        Hold(
            script,
            held => new Delete(environment, "meanwhile", held).RunAsync("who = 'ours' and id = 131"),
            $"insert into {MeanwhileName} values (40, 'spark')",
            result => Assert.IsType<Committed>(result));
        Hold(
            script,
            held => new Delete(environment, "meanwhile", held).RunAsync("who = 'spark' and id = 1"),
            $"delete from {MeanwhileName} where id = 0",
            result => RuledOut = result);
        script.Query("meanwhile", $"select id, who from {MeanwhileName} order by id");
    }

    /// <summary>A change of ours reads the table, then Spark commits, then the change goes on.</summary>
    private void Hold(SparkScript script, Func<IRowChanger, Task<ChangeReport>> change, string statement, Action<CommitResult?> ended)
    {
        var hasRead = new TaskCompletionSource();
        var mayGoOn = new TaskCompletionSource();
        Task<ChangeReport>? report = null;
        script.Turn(async () =>
        {
            report = change(new RacingChanger(changer, async () =>
            {
                hasRead.SetResult();
                await mayGoOn.Task;
            }));
            await await Task.WhenAny(hasRead.Task, report);
        });
        script.Run(statement);
        script.Turn(async () =>
        {
            mayGoOn.SetResult();
            ended((await report!).Commit);
        });
    }

    private Task AppendAsync(string table, string rows) =>
        CommittedAsync(new Write(environment, table, changer).RunAsync($"select {rows}", WriteMode.Append));

    private async Task OptimizeAsync(string table) =>
        Assert.IsType<Committed>((await new Optimize(environment, table, rewriter).RunAsync(new OptimizeOptions())).Commit);

    private static async Task CommittedAsync(Task<ChangeReport> change) => Assert.IsType<Committed>((await change).Commit);
}
