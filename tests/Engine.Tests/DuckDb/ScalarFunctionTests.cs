using System.Text;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Vectors;
using Xunit;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class ScalarFunctionTests
{
    private static readonly DuckDBScalarFunction TwiceAsText = new(
        "twice", [LogicalType.BigInt], LogicalType.Varchar, (input, output) =>
        {
            var column = input.Column(0);
            for (var row = 0; row < input.RowCount; row++)
            {
                if (column.IsNull(row))
                {
                    output.SetNull(row);
                }
                else
                {
                    output.WriteBytes(row, Encoding.UTF8.GetBytes((column.Get<long>(row) * 2).ToString()));
                }
            }
        });

    [Fact]
    public void A_function_computes_every_row_of_ten_million_on_many_threads()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 4 });
        database.Connection.RegisterScalarFunction(TwiceAsText);
        var row = Assert.Single(database.Rows(
            "SELECT count(*) FILTER (twice(i) = (2 * i)::VARCHAR), sum(twice(i)::HUGEINT) FROM range(10_000_000) t(i)"));
        Assert.Equal(10_000_000L, row[0]);
        Assert.Equal(System.Numerics.BigInteger.Parse("99999990000000"), row[1]);
    }

    [Fact]
    public void A_constant_null_reaches_the_function()
    {
        using var database = new TestDatabase();
        database.Connection.RegisterScalarFunction(new DuckDBScalarFunction(
            "was_null", [LogicalType.Varchar, LogicalType.Blob], LogicalType.Boolean, (input, output) =>
            {
                var (text, bytes) = (input.Column(0), input.Column(1));
                for (var row = 0; row < input.RowCount; row++)
                {
                    output.Write<byte>(row, text.IsNull(row) && !bytes.IsNull(row) ? (byte)1 : (byte)0);
                }
            }));
        Assert.Equal(true, database.Scalar("SELECT was_null(NULL, 'ab'::BLOB)"));
        Assert.Equal(false, database.Scalar("SELECT was_null('x', NULL)"));
    }

    [Fact]
    public void Nested_results_of_lists_in_structs_arrive_whole()
    {
        using var database = new TestDatabase();
        var type = LogicalType.Struct(
            ("n", LogicalType.BigInt),
            ("list", LogicalType.List(LogicalType.Struct(("i", LogicalType.Integer), ("t", LogicalType.Varchar)))));
        database.Connection.RegisterScalarFunction(new DuckDBScalarFunction(
            "nested", [LogicalType.BigInt], type, (input, output) =>
            {
                var argument = input.Column(0);
                var (n, list) = (output.Field(0), output.Field(1));
                var elements = list.ReserveElements(16);
                var (capacity, count) = (16, 0);
                for (var row = 0; row < input.RowCount; row++)
                {
                    var value = argument.Get<long>(row);
                    n.Write(row, value);
                    var length = (int)(value % 4);
                    if (count + length > capacity)
                    {
                        capacity *= 2;
                        elements = list.ReserveElements(capacity);
                    }

                    list.WriteRange(row, count, length);
                    for (var i = 0; i < length; i++, count++)
                    {
                        elements.Field(0).Write(count, i);
                        elements.Field(1).WriteBytes(count, Encoding.UTF8.GetBytes($"element {value} {i}"));
                    }
                }

                list.SetElementCount(count);
            }));
        Assert.Equal(
            100_000L,
            database.Scalar("""
                SELECT count(*) FROM (SELECT i, nested(i) AS s FROM range(100_000) t(i))
                WHERE s.n = i AND s.list = [{'i': k::INTEGER, 't': 'element ' || i || ' ' || k} FOR k IN range(i % 4)]
                """));
    }

    [Fact]
    public void An_exception_in_a_function_ends_the_query_with_its_message()
    {
        using var database = new TestDatabase();
        database.Connection.RegisterScalarFunction(new DuckDBScalarFunction(
            "fails", [LogicalType.BigInt], LogicalType.BigInt,
            (ChunkReader _, VectorWriter _) => throw new InvalidOperationException("it is broken")));
        var exception = Assert.Throws<EngineException>(() => database.Scalar("SELECT fails(i) FROM range(10) t(i)"));
        Assert.Contains("it is broken", exception.EngineText);
        Assert.Equal(1, database.Scalar("SELECT 1"));
    }

    [Fact]
    public void An_exception_in_making_a_worker_ends_the_query_with_its_message()
    {
        using var database = new TestDatabase();
        database.Connection.RegisterScalarFunction(new DuckDBScalarFunction(
            "never", [LogicalType.BigInt], LogicalType.BigInt,
            DuckDBScalarWorker () => throw new InvalidOperationException("no worker today")));
        var exception = Assert.Throws<EngineException>(() => database.Scalar("SELECT never(i) FROM range(10) t(i)"));
        Assert.Contains("no worker today", exception.EngineText);
    }

    [Fact]
    public void Each_thread_has_a_worker_of_its_own()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 4 });
        var made = 0;
        database.Connection.RegisterScalarFunction(new DuckDBScalarFunction(
            "shared_never", [LogicalType.BigInt], LogicalType.Boolean, () =>
            {
                Interlocked.Increment(ref made);
                var busy = 0;
                return (input, output) =>
                {
                    var entered = Interlocked.Increment(ref busy);
                    for (var row = 0; row < input.RowCount; row++)
                    {
                        output.Write<byte>(row, entered == 1 ? (byte)1 : (byte)0);
                    }

                    Interlocked.Decrement(ref busy);
                };
            })
        { IsVolatile = true });
        Assert.Equal(true, database.Scalar("SELECT bool_and(shared_never(i)) FROM range(3_000_000) t(i)"));
        Assert.True(made >= 1);
    }
}
