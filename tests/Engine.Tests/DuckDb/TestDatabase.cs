using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Tests.DuckDb;

/// <summary>A database in memory with short ways to ask it.</summary>
internal sealed class TestDatabase : IDisposable
{
    internal TestDatabase(DuckDBOptions? options = null)
    {
        Connection = new DuckDBConnection(options ?? new DuckDBOptions());
        Connection.Open();
    }

    internal DuckDBConnection Connection { get; }

    public void Dispose() => Connection.Dispose();

    internal DuckDBCommand Command(string sql, params object?[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter as DuckDBParameter ?? new DuckDBParameter(parameter));
        }

        return command;
    }

    internal object? Scalar(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar();
    }

    internal int Execute(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    internal List<object?[]> Rows(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add([.. row.Select(v => v is DBNull ? null : v)]);
        }

        return rows;
    }
}
