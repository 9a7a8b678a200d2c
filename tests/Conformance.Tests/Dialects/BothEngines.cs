using System.Text;
using System.Text.Unicode;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.Spark;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Gold.Queries.Portable;
using Lakehouse.Medallion.Silver;
using Lakehouse.TestKit.Spark;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>Runs queries on DuckDB and on Spark, both in UTC, and gives their rows as texts of one form.</summary>
internal sealed class BothEngines : IDisposable
{
    private readonly DuckDBConnection _duckDb = new("DataSource=:memory:");
    private readonly SparkSession _spark;

    public BothEngines(SparkConnectFixture spark)
    {
        var builder = SparkSession.Builder(TimeProvider.System, Guid.NewGuid).Remote(spark.Address);
        foreach (var (name, value) in SparkVerdict.Settings)
        {
            builder = builder.Config(name, value);
        }
        _spark = builder.GetOrCreate();
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

    /// <summary>The types of a query's columns, as a table keeps them.</summary>
    public string DuckDbTypes(string sql)
    {
        using var command = _duckDb.CreateCommand();
        command.CommandText = $"SELECT * FROM ({sql}) LIMIT 0";
        using var reader = command.ExecuteReader();
        return string.Join(", ", Enumerable.Range(0, reader.FieldCount)
            .Select(i => NameOf(Lakehouse.Engine.DuckDb.DuckDbTypes.ToDelta(reader.GetLogicalType(i)))));
    }

    /// <inheritdoc cref="DuckDbTypes"/>
    public string SparkTypes(string sql) =>
        string.Join(", ", _spark.Sql(sql).Schema().Fields.Select(field => NameOf(field.Type)));

    /// <summary>A product's query for Spark, over tables that both engines have.</summary>
    public SparkQueryResult Translate(string sql, Func<string, PortableInput?>? inputs = null)
    {
        using var command = _duckDb.CreateCommand();
        command.CommandText = $"SELECT json_serialize_sql({Sql.Text(sql)})";
        var result = ProductQuery.Parse("case", sql, (string)command.ExecuteScalar()!);
        return result.IsValid ? result.Query.ToSpark(inputs ?? (_ => null)) : new SparkQueryResult(null, null, result.Problems);
    }

    /// <summary>Runs a statement on DuckDB.</summary>
    public void Execute(string sql)
    {
        using var command = _duckDb.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement on Spark.</summary>
    public void ExecuteOnSpark(string sql) => _spark.Sql(sql).Collect();

    /// <summary>Makes a function known to DuckDB.</summary>
    public void Register(DuckDBScalarFunction function) => _duckDb.RegisterScalarFunction(function);

    /// <summary>What DuckDB's parser gives for a select.</summary>
    public string Tree(string select)
    {
        using var command = _duckDb.CreateCommand();
        command.CommandText = $"SELECT json_serialize_sql({Sql.Text(select)})";
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>Records as a Bronze table of DuckDB, and as a Parquet file that Spark reads.</summary>
    public void LoadBronze(IReadOnlyList<byte[]> records, string file)
    {
        Execute("CREATE OR REPLACE TABLE bronze (landing_path VARCHAR, landing_position BIGINT, landed_at TIMESTAMPTZ, payload VARCHAR, payload_bytes BLOB)");
        using (var appender = _duckDb.CreateAppender("bronze"))
        {
            for (var i = 0; i < records.Count; i++)
            {
                var row = appender.CreateRow().AppendValue("a").AppendValue((long)i).AppendValue(new DateTime(2026, 3, 9, 0, 0, 0, DateTimeKind.Utc));
                _ = Utf8.IsValid(records[i])
                    ? row.AppendValue(Encoding.UTF8.GetString(records[i])).AppendNullValue()
                    : row.AppendNullValue().AppendValue(records[i]);
                row.EndRow();
            }
        }
        Execute($"COPY bronze TO {Sql.Text(file)} (FORMAT parquet)");
    }

    /// <summary>The rows of a query, each as a text.</summary>
    public IReadOnlyList<string> DuckDbRows(string sql)
    {
        using var command = _duckDb.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(ResultText.Of([[.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]]));
        }

        return rows;
    }

    /// <inheritdoc cref="DuckDbRows"/>
    public IReadOnlyList<string> SparkRows(string sql) => [.. _spark.Sql(sql).Collect().Select(row => ResultText.Of([row.Values]))];

    private static string NameOf(DataType type) => type switch
    {
        ArrayType array => $"array<{NameOf(array.ElementType)}>",
        MapType map => $"map<{NameOf(map.KeyType)},{NameOf(map.ValueType)}>",
        StructType row => $"struct<{string.Join(",", row.Fields.Select(field => $"{field.Name}:{NameOf(field.Type)}"))}>",
        _ => type.Name,
    };
}
