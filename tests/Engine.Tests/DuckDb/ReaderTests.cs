using System.Globalization;
using System.Numerics;
using Lakehouse.Engine.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class ReaderTests
{
    public static TheoryData<string, object> Values => new()
    {
        { "true", true },
        { "(-128)::TINYINT", (sbyte)-128 },
        { "(-32768)::SMALLINT", (short)-32768 },
        { "(-2147483648)::INTEGER", int.MinValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "255::UTINYINT", byte.MaxValue },
        { "65535::USMALLINT", ushort.MaxValue },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "170141183460469231731687303715884105727::HUGEINT", BigInteger.Pow(2, 127) - 1 },
        { "(-170141183460469231731687303715884105728)::HUGEINT", -BigInteger.Pow(2, 127) },
        { "340282366920938463463374607431768211455::UHUGEINT", BigInteger.Pow(2, 128) - 1 },
        { "0.1::FLOAT", 0.1f },
        { "1e308::DOUBLE", 1e308 },
        { "(-1.25)::DECIMAL(4,2)", -1.25m },
        { "12345.6789::DECIMAL(9,4)", 12345.6789m },
        { "(-123456789012345.678)::DECIMAL(18,3)", -123456789012345.678m },
        { "1234567890123456789.012345678::DECIMAL(28,9)", 1234567890123456789.012345678m },
        { "''", "" },
        { "'twelve bytes'", "twelve bytes" },
        { "'thirteen bytes, and more: å 😀'", "thirteen bytes, and more: å 😀" },
        { "'a' || chr(0) || 'b'", "a\0b" },
        { "'\\x00\\xFFa'::BLOB", new byte[] { 0, 255, 97 } },
        { "'0010110101'::BIT", "0010110101" },
        { "'00112233-4455-6677-8899-aabbccddeeff'::UUID", new Guid("00112233-4455-6677-8899-aabbccddeeff") },
        { "'ffffffff-ffff-ffff-ffff-ffffffffffff'::UUID", new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff") },
        { "DATE '0001-01-01'", DateOnly.MinValue },
        { "DATE '9999-12-31'", DateOnly.MaxValue },
        { "TIME '23:59:59.999999'", new TimeOnly(23, 59, 59, 999, 999) },
        { "INTERVAL '14 months 3 days 5 seconds'", new DuckDBInterval(14, 3, 5_000_000) },
        { "TIMESTAMP '1969-12-31 23:59:59.999999'", new DateTime(1969, 12, 31, 23, 59, 59, 999, 999) },
        { "TIMESTAMPTZ '2024-01-01 10:00:00+02'", new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc) },
        { "'2024-01-01 10:00:00'::TIMESTAMP_S", new DateTime(2024, 1, 1, 10, 0, 0) },
        { "'2024-01-01 10:00:00.123'::TIMESTAMP_MS", new DateTime(2024, 1, 1, 10, 0, 0, 123) },
        { "'b'::ENUM('a', 'b')", "b" },
        { "[1, NULL, 3]", new List<object?> { 1, null, 3 } },
        { "[]::INTEGER[]", new List<object?>() },
        { "[[1], [2, 3], NULL]", new List<object?> { new List<object?> { 1 }, new List<object?> { 2, 3 }, null } },
        { "[1, 2]::INTEGER[2]", new List<object?> { 1, 2 } },
        { "{'a': 1, 'b': {'c': NULL::INTEGER}}", new Dictionary<string, object?> { ["a"] = 1, ["b"] = new Dictionary<string, object?> { ["c"] = null } } },
        { "MAP {'k': [1], 'l': NULL}", new Dictionary<object, object?> { ["k"] = new List<object?> { 1 }, ["l"] = null } },
        { "union_value(num := 7)", 7 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_every_type_is_read_from_every_row(string sql, object expected)
    {
        using var database = new TestDatabase();
        database.Execute("SET TimeZone = 'UTC'");
        var rows = database.Rows(
            $"SELECT i, v FROM range(5000) r(i) LEFT JOIN (SELECT {sql} AS v, unnest([0, 1]) AS k) ON k = i % 3");
        Assert.Equal(5000, rows.Count);
        Assert.All(rows, row => Assert.Equal((long)row[0]! % 3 == 2 ? null : expected, row[1]));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void The_type_that_a_column_announces_is_that_of_its_values(string sql, object expected)
    {
        using var database = new TestDatabase();
        using var command = database.Command($"SELECT {sql}");
        using var reader = command.ExecuteReader();
        Assert.True(reader.GetFieldType(0).IsInstanceOfType(expected) || reader.GetLogicalType(0).Id == DuckDBType.Union);
        using var typed = database.Command($"SELECT NULL::{reader.GetLogicalType(0)}");
        using var again = typed.ExecuteReader();
        Assert.Equal(reader.GetLogicalType(0), again.GetLogicalType(0));
    }

    [Fact]
    public void Decimals_of_38_digits_are_exact()
    {
        using var database = new TestDatabase();
        using var command = database.Command("SELECT '-12345678901234567890123456789.123456789'::DECIMAL(38,9), 0.01::DECIMAL(38,2)");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal("-12345678901234567890123456789.123456789", reader.GetValue(0).ToString());
        Assert.Equal(Int128.Parse("-12345678901234567890123456789123456789", CultureInfo.InvariantCulture), reader.GetFieldValue<DuckDBDecimal>(0).Unscaled);
        Assert.Equal(ErrorCodes.ValueNotRepresentable, Assert.Throws<EngineException>(() => reader.GetDecimal(0)).Code);
        Assert.Equal(0.01m, reader.GetDecimal(1));
    }

    [Fact]
    public void Typed_getters_convert_only_without_loss()
    {
        using var database = new TestDatabase();
        using var command = database.Command(
            "SELECT 300::SMALLINT, 1e20::HUGEINT, 'x', NULL::INTEGER, TIMESTAMPTZ '2024-01-01 00:00:00+00', 'ä'::VARCHAR, '\\x01\\x02'::BLOB");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(300, reader.GetInt64(0));
        Assert.Equal(300, reader.GetInt32(0));
        Assert.Equal((short)300, reader.GetInt16(0));
        Assert.Throws<OverflowException>(() => reader.GetByte(0));
        Assert.Throws<EngineException>(() => reader.GetInt64(1));
        Assert.Throws<EngineException>(() => reader.GetInt64(2));
        Assert.Throws<EngineException>(() => reader.GetString(0));
        Assert.Throws<EngineException>(() => reader.GetDouble(0));
        Assert.Throws<EngineException>(() => reader.GetBoolean(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt32(3));
        Assert.True(reader.IsDBNull(3));
        Assert.Null(reader.GetFieldValue<int?>(3));
        Assert.Equal(DBNull.Value, reader.GetValue(3));
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), reader.GetFieldValue<DateTimeOffset>(4));
        Assert.Equal("ä"u8.ToArray(), reader.GetBytes(5).ToArray());
        var buffer = new byte[4];
        Assert.Equal(1, reader.GetBytes(6, 1, buffer, 2, 2));
        Assert.Equal([0, 0, 2, 0], buffer);
        Assert.Equal('x', reader.GetChar(2));
    }

    [Theory]
    [InlineData("DATE 'infinity'")]
    [InlineData("DATE '290000-01-01'")]
    [InlineData("TIMESTAMP '-infinity'")]
    [InlineData("TIMESTAMPTZ '20000-01-01 00:00:00+00'")]
    [InlineData("TIME '24:00:00'")]
    public void A_value_outside_of_the_range_of_dotnet_is_an_error(string sql)
    {
        using var database = new TestDatabase();
        Assert.Equal(
            ErrorCodes.ValueNotRepresentable, Assert.Throws<EngineException>(() => database.Scalar($"SELECT {sql}")).Code);
    }

    [Fact]
    public void Columns_are_found_by_name()
    {
        using var database = new TestDatabase();
        using var command = database.Command("SELECT 1 AS \"A b\", 2 AS a, 3 AS \"ä\"");
        using var reader = command.ExecuteReader();
        Assert.True(reader.HasRows);
        Assert.True(reader.Read());
        Assert.Equal((0, 1, 2), (reader.GetOrdinal("A b"), reader.GetOrdinal("A"), reader.GetOrdinal("ä")));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetOrdinal("b"));
        Assert.Equal(2, reader["a"]);
        Assert.False(reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.GetValue(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_rows_are_read_in_order(bool isStreaming)
    {
        using var database = new TestDatabase();
        using var command = database.Command("SELECT i, 'row ' || i, [i, i + 1] FROM range(300_000) t(i)");
        command.UseStreamingMode = isStreaming;
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        Assert.True(reader.HasRows);
        long next = 0;
        while (await reader.ReadAsync())
        {
            if (next % 1000 == 999)
            {
                Assert.Equal(new List<object?> { next, next + 1 }, reader.GetValue(2));
                Assert.Equal($"row {next}", reader.GetString(1));
            }

            Assert.Equal(next++, reader.GetInt64(0));
        }

        Assert.Equal(300_000, next);
    }

    [Fact]
    public void A_text_of_five_megabytes_passes_whole()
    {
        using var database = new TestDatabase();
        var text = string.Concat(Enumerable.Repeat("0123456789äö", 400_000));
        Assert.Equal(text, database.Scalar("SELECT $1", text));
        Assert.Equal((long)text.Length, database.Scalar("SELECT length($1)", text));
    }

    [Fact]
    public void An_empty_result_has_no_rows()
    {
        using var database = new TestDatabase();
        using var command = database.Command("SELECT 1 WHERE false");
        using var reader = command.ExecuteReader();
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
        Assert.Null(database.Scalar("SELECT 1 WHERE false"));
    }

    [Fact]
    public void A_streamed_query_that_fails_late_says_so()
    {
        // With more threads, one of them may hide the error.
        using var database = new TestDatabase(new DuckDBOptions { Threads = 1 });
        using var command = database.Command("SELECT CASE WHEN i = 900_000 THEN error('late') ELSE i END FROM range(1_000_000) t(i)");
        command.UseStreamingMode = true;
        var exception = Assert.Throws<EngineException>(() =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
            }
        });
        Assert.Contains("late", exception.EngineText, StringComparison.Ordinal);
    }
}
