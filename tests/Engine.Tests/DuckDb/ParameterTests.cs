using System.Numerics;
using Lakehouse.Engine.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class ParameterTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "\"NULL\"" },
        { true, "BOOLEAN" },
        { (sbyte)-1, "TINYINT" },
        { byte.MaxValue, "UTINYINT" },
        { short.MinValue, "SMALLINT" },
        { ushort.MaxValue, "USMALLINT" },
        { int.MinValue, "INTEGER" },
        { uint.MaxValue, "UINTEGER" },
        { long.MinValue, "BIGINT" },
        { ulong.MaxValue, "UBIGINT" },
        { BigInteger.Parse("-99999999999999999999999"), "HUGEINT" },
        { 0.5f, "FLOAT" },
        { double.NaN, "DOUBLE" },
        { "it's \"x\"; DROP TABLE t; --\0 å😀", "VARCHAR" },
        { "", "VARCHAR" },
        { new byte[] { 0, 1, 255 }, "BLOB" },
        { new Guid("00112233-4455-6677-8899-aabbccddeeff"), "UUID" },
        { new DateOnly(1582, 10, 14), "DATE" },
        { new TimeOnly(1, 2, 3), "TIME" },
        { new DateTime(2024, 2, 29, 1, 2, 3), "TIMESTAMP" },
        { new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc), "TIMESTAMP WITH TIME ZONE" },
        { new DuckDBInterval(1, 2, 3), "INTERVAL" },
        { new List<object?> { 1L, 2L, null }, "BIGINT[]" },
        { new List<object?> { "a", "b" }, "VARCHAR[]" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_bound_value_comes_back_as_it_was_with_its_type(object? value, string type)
    {
        using var database = new TestDatabase();
        var row = Assert.Single(database.Rows("SELECT $v, typeof($v)", new DuckDBParameter("v", value)));
        Assert.Equal([value, type], row);
    }

    [Fact]
    public void Exact_numbers_and_other_forms_keep_their_values()
    {
        using var database = new TestDatabase();
        Assert.Equal(true, database.Scalar("SELECT ? = -0.1234567890123456789012345678::DECIMAL(38,28)", -0.1234567890123456789012345678m));
        Assert.Equal(true, database.Scalar("SELECT ? = 79228162514264337593543950335::HUGEINT", decimal.MaxValue));
        Assert.Equal(true, database.Scalar("SELECT ? = (-170141183460469231731687303715884105728)::HUGEINT", Int128.MinValue));
        Assert.Equal(true, database.Scalar("SELECT ? = 340282366920938463463374607431768211455::UHUGEINT", UInt128.MaxValue));
        Assert.Equal(true, database.Scalar("SELECT ? = TIMESTAMPTZ '2024-01-01 08:00:00+00'", new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.FromHours(2))));
        Assert.Equal(5, database.Scalar("SELECT ?", DayOfWeek.Friday));
        Assert.Equal(true, database.Scalar("SELECT ? = INTERVAL 90 SECOND", TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void Parameters_go_by_position_or_by_name()
    {
        using var database = new TestDatabase();
        Assert.Equal("1-2", database.Scalar("SELECT ? || '-' || ?", "1", "2"));
        Assert.Equal("2-1", database.Scalar("SELECT $2 || '-' || $1", "1", "2"));
        Assert.Equal("y-x-y", database.Scalar(
            "SELECT $b || '-' || $a || '-' || $b", new DuckDBParameter("$a", "x"), new DuckDBParameter("b", "y")));
    }

    [Fact]
    public void A_missing_parameter_is_named()
    {
        using var database = new TestDatabase();
        var exception = Assert.Throws<EngineException>(() => database.Scalar("SELECT $missing"));
        Assert.Equal(ErrorCodes.ParameterMismatch, exception.Code);
        Assert.Contains("'missing'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_without_a_type_of_duckdb_are_refused()
    {
        using var database = new TestDatabase();
        Assert.Equal(ErrorCodes.TypeNotSupported, Assert.Throws<EngineException>(() => database.Scalar("SELECT ?", new object())).Code);
        Assert.Equal(ErrorCodes.ValueNotRepresentable, Assert.Throws<EngineException>(() => database.Scalar("SELECT ?", BigInteger.Pow(2, 200))).Code);
        Assert.ThrowsAny<ArgumentException>(() => database.Scalar("SELECT ?", "\uD800"));
    }
}
