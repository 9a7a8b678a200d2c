using System.Text;
using Lakehouse.Quality;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>Portable SQL gives the same values of the same types on both engines; what is not portable is refused by name.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class PortableSqlTests(SparkConnectFixture spark)
{
    // Values too large for a table's BIGINT fail where DuckDB writes the table, and in the last cast on Spark.
    private static readonly string[] FailsWhenWritten = ["sum-bigint-overflow"];

    // A form of text that only DuckDB reads ends the query on Spark.
    private static readonly string[] EndsOnSpark = ["text-int-06", "text-int-10", "text-date-06", "text-date-11"];

    [SkippableFact]
    public void Every_portable_case_of_the_table_of_dialects_is_the_same()
    {
        using var engines = new BothEngines(spark);
        var wrong = new StringBuilder();
        var (same, refused) = (0, 0);
        foreach (var line in DialectCase.ReadAll().Where(line => !line.NeedsTable))
        {
            var spark = engines.Translate(line.DuckDbSql);
            if (!spark.IsPortable)
            {
                refused++;
            }
            else if (FailsWhenWritten.Concat(EndsOnSpark).Contains(line.Id))
            {
                Assert.StartsWith("ERROR", engines.Spark(spark.Sql), StringComparison.Ordinal);
            }
            else
            {
                same++;
                wrong.Append(Difference(engines, line.DuckDbSql, spark.Sql));
            }
        }
        Assert.True(wrong.Length == 0, wrong.ToString());
        Assert.InRange(same, 240, 380);
        Assert.InRange(refused, 1, 130);
    }

    [SkippableFact]
    public void Expressions_are_the_same()
    {
        Assert.InRange(PortableCases.Expressions.Length, 200, int.MaxValue);
        using var engines = new BothEngines(spark);
        FactsTable.Create(engines);
        var wrong = new StringBuilder();
        foreach (var chunk in PortableCases.Expressions.Chunk(20))
        {
            var sql = Select(chunk);
            if (Compare(engines, sql).Length > 0)
            {
                wrong.AppendJoin("", chunk.Select(expression => Compare(engines, Select([expression]))));
            }
        }
        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    [SkippableFact]
    public void Queries_are_the_same()
    {
        using var engines = new BothEngines(spark);
        FactsTable.Create(engines);
        var wrong = string.Concat(PortableCases.Queries.Select(sql => Compare(engines, sql)));
        Assert.True(wrong.Length == 0, wrong);
    }

    [SkippableFact]
    public void What_is_not_portable_is_refused_by_name_with_a_way_to_write_it()
    {
        using var engines = new BothEngines(spark);
        Assert.All(PortableCases.Refused, refused =>
        {
            var result = engines.Translate(refused.Sql, FactsTable.Find);
            var problem = Assert.Single(result.Problems);
            Assert.Equal(ErrorCodes.NotPortable, problem.Code);
            Assert.Equal(1, problem.Line);
            Assert.Contains(refused.Construct, problem.Message, StringComparison.Ordinal);
            Assert.Contains(refused.Advice, problem.Message, StringComparison.Ordinal);
        });
    }

    [SkippableFact]
    public void All_problems_are_told_with_their_lines()
    {
        using var engines = new BothEngines(spark);
        var result = engines.Translate("SELECT\n  round(f, 2) AS a,\n  power(i, 2) AS b\nFROM silver.facts\nWHERE t ILIKE 'a%'", FactsTable.Find);
        Assert.Equal([(2, 3), (3, 3), (5, 9)], result.Problems.Select(problem => (problem.Line, problem.Column)));
    }

    private static string Select(IEnumerable<string> expressions) =>
        $"SELECT id, {string.Join(", ", expressions.Select((expression, i) => $"{expression} AS x{i}"))} FROM silver.facts ORDER BY id";

    private static string Compare(BothEngines engines, string sql)
    {
        var spark = engines.Translate(sql, FactsTable.Find);
        return spark.IsPortable ? Difference(engines, sql, spark.Sql) : $"{sql}\n  {string.Join("\n  ", spark.Problems)}\n";
    }

    private static string Difference(BothEngines engines, string sql, string sparkSql)
    {
        var (expected, actual) = (engines.DuckDb(sql), engines.Spark(sparkSql));
        if (expected == "ERROR")
        {
            return actual.StartsWith("ERROR", StringComparison.Ordinal) ? "" : $"{sql}\n  {sparkSql}\n  DuckDB fails\n  {actual}\n";
        }
        if (expected != actual)
        {
            return $"{sql}\n  {sparkSql}\n  {expected}\n  {actual}\n";
        }
        var (types, sparkTypes) = (engines.DuckDbTypes(sql), engines.SparkTypes(sparkSql));
        return types == sparkTypes ? "" : $"{sql}\n  {sparkSql}\n  {types}\n  {sparkTypes}\n";
    }
}
