using System.Text;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>What is written down of the two dialects still holds: each query of the table gives on each engine what was seen then.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class DialectCasesTests(SparkConnectFixture spark)
{
    [SkippableFact]
    public void Every_query_of_the_table_gives_what_was_seen()
    {
        using var engines = new BothEngines(spark);
        var wrong = new StringBuilder();
        var count = 0;
        foreach (var line in DialectCase.ReadAll().Where(line => !line.NeedsTable))
        {
            count++;
            Compare(line.Id, engines.DuckDb(line.DuckDbSql), line.DuckDbResult.StartsWith("ERROR", StringComparison.Ordinal) ? "ERROR" : line.DuckDbResult);
            Compare(line.Id, engines.Spark(line.SparkSql), line.SparkResult);
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
        Assert.InRange(count, 350, int.MaxValue);

        void Compare(string id, string result, string seen)
        {
            if (result != seen)
            {
                wrong.AppendLine($"{id}: {result} instead of {seen}");
            }
        }
    }
}
