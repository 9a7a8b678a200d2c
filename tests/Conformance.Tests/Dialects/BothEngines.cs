using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Spark;
using Lakehouse.TestKit.Spark;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>Runs queries on DuckDB and on Spark, both in UTC, and gives their rows as texts of one form.</summary>
internal sealed class BothEngines : IDisposable
{
    private readonly DuckDBConnection _duckDb = new("DataSource=:memory:");
    private readonly SparkSession _spark;

    public BothEngines(SparkConnectFixture spark)
    {
        _spark = SparkSession.Builder(TimeProvider.System, Guid.NewGuid).Remote(spark.Address)
            .Config("spark.sql.session.timeZone", "UTC").Config("spark.sql.ansi.enabled", "true").GetOrCreate();
        _duckDb.Open();
        Execute("SET TimeZone = 'UTC'");
    }

    public void Dispose()
    {
        _spark.Dispose();
        _duckDb.Dispose();
    }

    /// <summary>The rows; <c>ERROR</c> when there are none because the query failed.</summary>
    public string DuckDb(string sql)
    {
        try
        {
            using var command = _duckDb.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<IReadOnlyList<object?>>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            }

            return ResultText.Of(rows);
        }
        catch (EngineException e) when (e.Code is ErrorCodes.QueryInvalid or ErrorCodes.DataInvalid)
        {
            return "ERROR";
        }
    }

    /// <summary>The rows; <c>ERROR</c> and Spark's class of the error when there are none because the query failed.</summary>
    public string Spark(string sql)
    {
        try
        {
            return ResultText.Of(_spark.Sql(sql).Collect().Select(row => row.Values));
        }
        catch (SparkException e) when (e.Code is ErrorCodes.QueryInvalid or ErrorCodes.DataInvalid or ErrorCodes.SparkFailed)
        {
            return $"ERROR {e.ErrorClass}";
        }
    }

    private void Execute(string sql)
    {
        using var command = _duckDb.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
