using System.Globalization;
using Lakehouse.Engine.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class AppenderTests
{
    [Fact]
    public void Values_of_every_type_are_appended()
    {
        using var database = new TestDatabase();
        database.Execute("""
            CREATE TABLE t (b BOOLEAN, i8 TINYINT, i16 SMALLINT, i32 INTEGER, i64 BIGINT, u64 UBIGINT, h HUGEINT, f FLOAT, d DOUBLE,
                n4 DECIMAL(4,2), n9 DECIMAL(9,2), n18 DECIMAL(18,2), n38 DECIMAL(38,10), s VARCHAR, bl BLOB, u UUID, day DATE, t TIME,
                ts TIMESTAMP, tz TIMESTAMPTZ, e ENUM('x', 'y'), l INTEGER[], st STRUCT(a BIGINT, l VARCHAR[]), m MAP(VARCHAR, BIGINT))
            """);
        object?[] values =
        [
            true, (sbyte)-8, (short)-16, -32, -64L, ulong.MaxValue, System.Numerics.BigInteger.Pow(2, 100), 0.5f, 0.25,
            1.5m, -9999999.99m, 12m, 1234567890123456789.0123456789m, "long text beyond twelve bytes", new byte[] { 1, 0, 2 },
            new Guid("00112233-4455-6677-8899-aabbccddeeff"), new DateOnly(2024, 2, 29), new TimeOnly(1, 2, 3),
            new DateTime(2024, 1, 1), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), "y", new List<object?> { 1, null, 3 },
            new Dictionary<string, object?> { ["a"] = 5L, ["l"] = new List<object?> { "p", null } },
            new Dictionary<object, object?> { ["k"] = 1L, ["z"] = null },
        ];
        using (var appender = database.Connection.CreateAppender("t"))
        {
            for (var i = 0; i < 5000; i++)
            {
                var row = appender.CreateRow();
                foreach (var value in values)
                {
                    row = i % 2 == 0 ? row.AppendValue(value) : row.AppendNullValue();
                }

                row.EndRow();
            }
        }

        Assert.Equal(5000L, database.Scalar("SELECT count(*) FROM t"));
        var distinct = database.Rows("SELECT DISTINCT * FROM t ORDER BY b NULLS LAST");
        Assert.Equal(2, distinct.Count);
        values[12] = new DuckDBDecimal(Int128.Parse("12345678901234567890123456789", CultureInfo.InvariantCulture), 10);
        Assert.Equal(values, distinct[0]);
        Assert.All(distinct[1], Assert.Null);
    }

    [Fact]
    public void A_million_rows_are_appended_in_order()
    {
        using var database = new TestDatabase();
        database.Execute("CREATE TABLE t (i BIGINT, s VARCHAR)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            Span<byte> text = stackalloc byte[32];
            for (var i = 0; i < 1_000_000; i++)
            {
                i.TryFormat(text, out var length);
                appender.CreateRow().AppendValue((long)i).AppendValue(text[..length]).EndRow();
            }
        }

        Assert.Equal(1_000_000L, database.Scalar("SELECT count(*) FROM t WHERE i = rowid AND s = i::VARCHAR"));
    }

    [Fact]
    public void Lists_longer_than_a_chunk_stay_whole()
    {
        using var database = new TestDatabase();
        database.Execute("CREATE TABLE t (l STRUCT(v BIGINT, s VARCHAR)[])");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            for (var i = 0; i < 3; i++)
            {
                appender.CreateRow().AppendValue(Enumerable.Range(0, 10_000).Select(
                    n => (object?)new Dictionary<string, object?> { ["v"] = n, ["s"] = $"element number {n}" })).EndRow();
            }
        }

        Assert.Equal(3L, database.Scalar(
            "SELECT count(*) FROM t WHERE l = [{'v': n, 's': 'element number ' || n} FOR n IN range(10000)]"));
    }

    [Fact]
    public void A_value_that_does_not_fit_is_refused_and_the_row_left_out()
    {
        using var database = new TestDatabase();
        database.Execute("CREATE TABLE t (i TINYINT, d DECIMAL(4,2), e ENUM('a'), s VARCHAR)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            Refused(() => appender.CreateRow().AppendValue(128L));
            Refused(() => appender.CreateRow().AppendValue("1"));
            Refused(() => appender.CreateRow().AppendNullValue().AppendValue(1.234m));
            Refused(() => appender.CreateRow().AppendNullValue().AppendValue(100m));
            Refused(() => appender.CreateRow().AppendNullValue().AppendNullValue().AppendValue("b"));
            Refused(() => appender.CreateRow().AppendNullValue().AppendNullValue().AppendNullValue().AppendValue([0xC3, 0x28]));
            Assert.Throws<InvalidOperationException>(() => appender.CreateRow().AppendValue(1L).EndRow());
            Assert.Throws<InvalidOperationException>(() =>
                appender.CreateRow().AppendValue(1L).AppendNullValue().AppendNullValue().AppendNullValue().AppendNullValue());
            appender.CreateRow().AppendValue(1L).AppendValue(1.5m).AppendValue("a").AppendValue("ok").EndRow();
        }

        Assert.Equal([[(sbyte)1, 1.5m, "a", "ok"]], database.Rows("SELECT * FROM t"));

        static void Refused(Action action) =>
            Assert.Equal(ErrorCodes.ValueNotRepresentable, Assert.Throws<EngineException>(action).Code);
    }

    [Fact]
    public void A_broken_constraint_appends_nothing_and_is_told_once()
    {
        using var database = new TestDatabase();
        database.Execute("CREATE TABLE t (i BIGINT PRIMARY KEY)");
        var appender = database.Connection.CreateAppender("t");
        appender.CreateRow().AppendValue(1L).EndRow();
        appender.CreateRow().AppendValue(1L).EndRow();
        Assert.Equal(ErrorCodes.DataInvalid, Assert.Throws<EngineException>(appender.Close).Code);
        appender.Dispose();
        Assert.Equal(0L, database.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_table_that_is_missing_is_an_error()
    {
        using var database = new TestDatabase();
        Assert.Equal(
            ErrorCodes.QueryInvalid, Assert.Throws<EngineException>(() => database.Connection.CreateAppender("nothing")).Code);
    }

    [Fact]
    public void An_appender_that_is_forgotten_writes_nothing()
    {
        using var database = new TestDatabase();
        database.Execute("CREATE TABLE t (i BIGINT)");
        Forget(database);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0L, database.Scalar("SELECT count(*) FROM t"));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget(TestDatabase database)
        {
            var appender = database.Connection.CreateAppender("t");
            for (var i = 0; i < 5000; i++)
            {
                appender.CreateRow().AppendValue(1L).EndRow();
            }
        }
    }
}
