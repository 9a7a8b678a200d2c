using Lakehouse.Engine.Spark;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Spark as a writer of the race; each of its commits carries the number of its step.</summary>
internal sealed class RacingSpark(SparkSession session, string table)
{
    public const string Part = "spark";

    private const string UserMetadata = "spark.databricks.delta.commitInfo.userMetadata";

    /// <summary>How many tries were ruled out by commits of the other writer.</summary>
    public int Conflicts { get; private set; }

    public async Task CreateAsync()
    {
        await session.SqlAsync(
            $"create table {table} (part string, id bigint, n bigint) using delta partitioned by (part) "
            + "tblproperties ('delta.enableDeletionVectors' = 'true')");
        await session.SqlAsync($"insert into {table} values ('both', 0, 0)");
    }

    /// <summary>Makes all steps, and tells of each try before it begins.</summary>
    public async Task RunAsync(int steps, Action begins)
    {
        for (var step = 1; step <= steps; step++)
        {
            await session.Conf().SetAsync([new(UserMetadata, $"{step}")], CancellationToken.None);
            do
            {
                begins();
            }
            while (!await TryAsync(step));
        }
    }

    /// <summary>The rows at the end, as texts.</summary>
    public IReadOnlyList<string> Rows() =>
        [.. session.Sql($"select concat_ws('|', part, id, n) from {table}").Collect().Select(row => (string)row.Values[0]!)];

    private async Task<bool> TryAsync(int step)
    {
        try
        {
            await session.SqlAsync(Statement(step));
            return true;
        }
        catch (SparkException e) when (e.ErrorClass?.StartsWith("DELTA_CONCURRENT", StringComparison.Ordinal) == true)
        {
            Conflicts++;
            return false;
        }
    }

    private string Statement(int step) => (RaceStep)(step % 6) switch
    {
        RaceStep.Count => $"update {table} set n = n + 1 where part = 'both'",
        RaceStep.Merge =>
            $"merge into {table} t using (select id + {(step - 1) * 10} as id from range(4)) s on t.part = '{Part}' and t.id = s.id "
            + $"when matched then update set n = t.n + 1 when not matched then insert (part, id, n) values ('{Part}', s.id, 100)",
        RaceStep.Delete => $"delete from {table} where part = '{Part}' and id % 10 = 1",
        RaceStep.Optimize => $"optimize {table} where part = '{Part}'",
        _ => $"insert into {table} select '{Part}', id + {step * 10}, 0 from range(3)",
    };
}
