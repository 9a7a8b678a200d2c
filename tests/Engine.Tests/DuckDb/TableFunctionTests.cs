using System.Text;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Vectors;
using Xunit;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class TableFunctionTests
{
    [Fact]
    public void Many_threads_give_ten_million_rows_once_each()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 4 });
        var scan = new CountingScan(10_000_000, threads: 4);
        database.Connection.RegisterTableFunction(new DuckDBTableFunction(
            "numbers", [("i", LogicalType.BigInt), ("t", LogicalType.Varchar)], _ => scan));
        var row = Assert.Single(database.Rows(
            "SELECT count(*), sum(i), min(i), max(i), count(*) FILTER (t = 'number ' || i) FROM numbers()"));
        Assert.Equal(
            [10_000_000L, new System.Numerics.BigInteger(49_999_995_000_000), 0L, 9_999_999L, 10_000_000L], row);
        Assert.True(scan.IsDisposed);
        Assert.Equal(scan.Workers, scan.WorkersDisposed);
    }

    [Fact]
    public void Arguments_reach_the_scan_as_text()
    {
        using var database = new TestDatabase();
        IReadOnlyList<string?>? seen = null;
        database.Connection.RegisterTableFunction(new DuckDBTableFunction(
            "with_arguments", [("i", LogicalType.BigInt), ("t", LogicalType.Varchar)], arguments =>
            {
                seen = arguments;
                return new CountingScan(long.Parse(arguments[0]!), threads: 1);
            })
        { Parameters = [LogicalType.BigInt, LogicalType.Varchar, LogicalType.Varchar] });
        Assert.Equal(7L, database.Scalar("SELECT count(*) FROM with_arguments(7, 'a''b', NULL)"));
        Assert.Equal(["7", "a'b", null], seen!);
    }

    [Fact]
    public void An_exception_in_a_worker_ends_the_query_with_its_message()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 4 });
        var scan = new CountingScan(1_000_000, threads: 4) { FailsAt = 500_000 };
        database.Connection.RegisterTableFunction(new DuckDBTableFunction(
            "fails", [("i", LogicalType.BigInt), ("t", LogicalType.Varchar)], _ => scan));
        var exception = Assert.Throws<EngineException>(() => database.Scalar("SELECT count(*) FROM fails()"));
        Assert.Contains("the source broke", exception.EngineText);
        Assert.True(scan.IsDisposed);
        Assert.Equal(scan.Workers, scan.WorkersDisposed);
    }

    [Fact]
    public void An_exception_in_opening_ends_the_query_with_its_message()
    {
        using var database = new TestDatabase();
        database.Connection.RegisterTableFunction(new DuckDBTableFunction(
            "never", [("i", LogicalType.BigInt)], _ => throw new IOException("no such landing")));
        var exception = Assert.Throws<EngineException>(() => database.Scalar("SELECT count(*) FROM never()"));
        Assert.Contains("no such landing", exception.EngineText);
    }

    private sealed class CountingScan(long count, int threads) : DuckDBTableScan
    {
        private long _next;
        private int _workers;
        private int _workersDisposed;

        public override int MaxThreads => threads;

        private long Count => count;

        internal long FailsAt { get; init; } = long.MaxValue;

        internal bool IsDisposed { get; private set; }

        internal int Workers => _workers;

        internal int WorkersDisposed => _workersDisposed;

        public override DuckDBTableWorker CreateWorker()
        {
            Interlocked.Increment(ref _workers);
            return new Worker(this);
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }

        private sealed class Worker(CountingScan scan) : DuckDBTableWorker
        {
            public override int Fill(ChunkWriter output)
            {
                var start = Interlocked.Add(ref scan._next, ChunkWriter.Capacity) - ChunkWriter.Capacity;
                var rows = (int)Math.Clamp(scan.Count - start, 0, ChunkWriter.Capacity);
                var (numbers, texts) = (output.Column(0), output.Column(1));
                Span<byte> text = stackalloc byte[32];
                for (var row = 0; row < rows; row++)
                {
                    var value = start + row;
                    if (value == scan.FailsAt)
                    {
                        throw new IOException("the source broke");
                    }

                    numbers.Write(row, value);
                    Encoding.UTF8.TryGetBytes("number ", text, out var length);
                    System.Buffers.Text.Utf8Formatter.TryFormat(value, text[length..], out var digits);
                    texts.WriteBytes(row, text[..(length + digits)]);
                }

                return rows;
            }

            protected override void Dispose(bool disposing)
            {
                Interlocked.Increment(ref scan._workersDisposed);
                base.Dispose(disposing);
            }
        }
    }
}
