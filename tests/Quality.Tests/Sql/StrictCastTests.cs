using Lakehouse.Engine.DuckDb;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Tests.Sql;

/// <summary>Casts of an upcast give the same value, or none.</summary>
public sealed class StrictCastTests
{
    [Theory]
    [InlineData("integer", "string", "7=7,-0=0,9223372036854775807=9223372036854775807,9223372036854775808=,07=,1.0=, 7=,=,x=,+1=")]
    [InlineData("int", "string", "2147483647=2147483647,2147483648=")]
    [InlineData("decimal", "string", "1=1.00,1.5=1.50,1.50=1.50,1.500=1.50,1.505=,-0.01=-0.01,1e2=,12345678901.00=,.5=,NaN=")]
    [InlineData("double", "string", "1e2=100.0,0.1=0.1,inf=,0x10=")]
    [InlineData("boolean", "string", "true=true,false=false,True=,1=,t=")]
    [InlineData("date", "string", "2024-02-29=2024-02-29,2023-02-29=,2024-2-1=,2024-02-29T00:00:00=")]
    [InlineData("timestamp", "string",
        "2024-01-01T02:00:00+02:00=2024-01-01 00:00:00+00,2024-01-01T00:00:00.123456Z=2024-01-01 00:00:00.123456+00,2024-01-01T00:00:00=,2024-01-01=,2024-01-01T00:00:00.1234567Z=")]
    [InlineData("timestamp_ntz", "string", "2024-01-01T02:00:00=2024-01-01 02:00:00,2024-01-01T02:00:00Z=")]
    [InlineData("int", "integer", "2147483647=2147483647,2147483648=")]
    [InlineData("decimal", "integer", "12=12.00,99999999999=")]
    [InlineData("integer", "decimal", "12.00=12,12.50=")]
    [InlineData("double", "integer", "9007199254740992=9007199254740992.0,9007199254740993=")]
    [InlineData("integer", "double", "3.0=3,3.5=,1e300=")]
    [InlineData("decimal", "double", "0.1=0.10,0.105=,1e300=")]
    [InlineData("string", "integer", "7=7")]
    [InlineData("string", "decimal", "7.5=7.50")]
    [InlineData("string", "boolean", "true=true")]
    [InlineData("string", "date", "2024-02-29=2024-02-29")]
    public void Nothing_is_rounded_or_guessed(string to, string from, string cases)
    {
        using var connection = new DuckDBConnection(new DuckDBOptions());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "set timezone = 'UTC'";
        command.ExecuteNonQuery();
        Assert.True(UpcastTypes.CanCast(Type(to), Type(from)));
        foreach (var (value, expected) in cases.Split(',').Select(c => (c[..c.IndexOf('=')], c[(c.IndexOf('=') + 1)..])))
        {
            command.CommandText = $"select cast({StrictCast.Compile(Dialect.DuckDb, Type(to), Type(from), "v")} as varchar) "
                + $"from (select cast('{value}' as {Dialect.DuckDb.TypeName(Type(from))}) as v)";
            var result = command.ExecuteScalar();
            Assert.Equal((value, expected), (value, result is string text ? text : ""));
        }
    }

    [Theory]
    [InlineData("date", "timestamp")]
    [InlineData("boolean", "integer")]
    [InlineData("string", "double")]
    [InlineData("string", "timestamp")]
    public void What_has_no_one_form_is_not_cast(string to, string from) => Assert.False(UpcastTypes.CanCast(Type(to), Type(from)));

    private static FieldType Type(string name) => name switch
    {
        "integer" => new FieldType.Integer(64),
        "int" => new FieldType.Integer(32),
        "decimal" => new FieldType.Decimal(12, 2),
        "double" => new FieldType.Double(),
        "boolean" => new FieldType.Boolean(),
        "date" => new FieldType.Date(),
        "timestamp" => new FieldType.Timestamp(),
        "timestamp_ntz" => new FieldType.TimestampNtz(),
        _ => new FieldType.Text(),
    };
}
