using System.Text;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>What is written down of the two dialects still holds: each query of the table gives on each engine what was seen then.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class DialectCasesTests(SparkConnectFixture spark) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Every_query_of_the_table_gives_what_was_seen()
    {
        using var engines = new BothEngines(spark);
        var wrong = new StringBuilder();
        var count = 0;
        foreach (var line in DialectCase.ReadAll())
        {
            count++;
            Compare(line.Id, Last(line.DuckDbSql, $"t{count}", engines.DuckDb), line.DuckDbResult.StartsWith("ERROR", StringComparison.Ordinal) ? "ERROR" : line.DuckDbResult);
            Compare(line.Id, Last(line.SparkSql, $"delta.`{_folder}/{count}`", engines.Spark), line.SparkResult);
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
        Assert.InRange(count, 399, int.MaxValue);

        void Compare(string id, string result, string seen)
        {
            if (result != seen)
            {
                wrong.AppendLine($"{id}: {result} instead of {seen}");
            }
        }
    }

    // Of several statements on a new table the last gives the rows, and the first that fails the error.
    private static string Last(string sql, string table, Func<string, string> run)
    {
        if (!sql.Contains(DialectCase.Table, StringComparison.Ordinal))
        {
            return run(sql);
        }
        var result = "";
        foreach (var statement in sql.Replace(DialectCase.Table, table, StringComparison.Ordinal).Split("; "))
        {
            result = run(statement);
            if (result.StartsWith("ERROR", StringComparison.Ordinal))
            {
                break;
            }
        }
        return result;
    }
}
