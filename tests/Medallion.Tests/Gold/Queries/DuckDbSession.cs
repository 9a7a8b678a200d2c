using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Gold.Queries;
using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

/// <summary>A DuckDB that parses and runs the queries of these tests.</summary>
public sealed class DuckDbSession : IDisposable
{
    private readonly DuckDBConnection _connection = new(new DuckDBOptions { Threads = 1 });

    public DuckDbSession() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    public void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public IReadOnlyList<string> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetValue(i).ToString())));
        }
        return rows;
    }

    public string Serialize(string sql) =>
        Rows($"SELECT json_serialize_sql('{sql.Replace("'", "''", StringComparison.Ordinal)}')")[0];

    public ProductQueryResult TryParse(string sql, string name = "product") =>
        ProductQuery.Parse(name, sql, Serialize(sql));

    public ProductQuery Parse(string sql, string name = "product")
    {
        var result = TryParse(sql, name);
        Assert.True(result.IsValid, $"{sql}\n{string.Join('\n', result.Problems)}");
        return result.Query;
    }
}
