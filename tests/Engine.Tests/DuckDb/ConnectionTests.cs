using System.Data;
using System.Diagnostics;
using Lakehouse.Engine.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.DuckDb;

[Collection(AloneCollection.Name)]
public sealed class ConnectionTests
{
    private const string Endless = "SELECT count(*) FROM range(10_000_000) a, range(10_000_000) b WHERE a.range + b.range = -1";

    [Theory]
    [InlineData("SELEC 1", ErrorCodes.QueryInvalid, "SELEC")]
    [InlineData("SELECT nothing", ErrorCodes.QueryInvalid, "nothing")]
    [InlineData("SELECT * FROM nowhere", ErrorCodes.QueryInvalid, "nowhere")]
    [InlineData("", ErrorCodes.QueryInvalid, "no statement")]
    [InlineData("  -- only a comment", ErrorCodes.QueryInvalid, "no statement")]
    [InlineData("SELECT 1\0; SELECT 2", ErrorCodes.QueryInvalid, "NUL")]
    [InlineData("SELECT 'x'::INTEGER", ErrorCodes.DataInvalid, "INT32")]
    [InlineData("SELECT x::INTEGER FROM (SELECT 'x' || i AS x FROM range(3) t(i))", ErrorCodes.DataInvalid, "INT32")]
    [InlineData("SELECT * FROM 'no/such/file.parquet'", ErrorCodes.InputOutput, "no/such/file.parquet")]
    [InlineData("LOAD nothing", ErrorCodes.InputOutput, "nothing")]
    [InlineData("SET threads = -1", ErrorCodes.QueryInvalid, "thread")]
    public void An_error_has_a_code_and_the_text_of_duckdb(string sql, string code, string text)
    {
        using var database = new TestDatabase();
        var exception = Assert.Throws<EngineException>(() => database.Execute(sql));
        Assert.Equal(code, exception.Code);
        Assert.StartsWith($"{code}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(text, exception.EngineText ?? exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, database.Scalar("SELECT 1"));
    }

    [Theory]
    [InlineData("SELECT t::INTEGER FROM v", "secret")]
    [InlineData("SELECT strptime(t, '%Y') FROM v", "secret")]
    [InlineData("SELECT regexp_matches(t, t || '(') FROM v", "secret")]
    [InlineData("SELECT error(t) FROM v", "secret")]
    [InlineData("SELECT i::TINYINT FROM v", "77777")]
    [InlineData("SELECT i * 9223372036854775807 FROM v", "77777")]
    [InlineData("SELECT d::DECIMAL(3, 1) FROM v", "88888")]
    [InlineData("SELECT t::UUID FROM v", "secret")]
    [InlineData("INSERT INTO keys SELECT t FROM v UNION ALL SELECT t FROM v", "secret")]
    [InlineData("INSERT INTO small SELECT i FROM v", "77777")]
    public void The_message_of_an_error_quotes_no_value_of_a_row(string sql, string value)
    {
        using var database = new TestDatabase();
        database.Execute("""
            CREATE TABLE v AS SELECT 'secret' || i AS t, 77777::BIGINT AS i, 88888.8 AS d FROM range(1) r(i);
            CREATE TABLE keys(t VARCHAR PRIMARY KEY);
            CREATE TABLE small(i TINYINT);
            """);
        using var command = database.Command(sql);
        var exception = Assert.Throws<EngineException>(() =>
        {
            using var reader = command.ExecuteReader();
            reader.Read();
        });
        Assert.Equal(ErrorCodes.DataInvalid, exception.Code);
        Assert.DoesNotContain(value, exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("DuckDB", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.EngineText);
    }

    [Theory]
    [InlineData("no_such_setting", "1")]
    [InlineData("memory_limit", "much")]
    public void A_setting_that_duckdb_does_not_have_is_refused(string name, string value)
    {
        using var connection = new DuckDBConnection($"DataSource=:memory:;{name}={value}");
        Assert.Equal(ErrorCodes.OpenFailed, Assert.Throws<EngineException>(connection.Open).Code);
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void Settings_reach_the_database()
    {
        using var folder = new TemporaryFolder();
        using var database = new TestDatabase(new DuckDBOptions
        {
            MemoryLimit = "321MiB",
            Threads = 3,
            TempDirectory = folder.At("spill"),
            PreserveInsertionOrder = false,
        });
        Assert.Equal(
            ["321.0 MiB", 3L, folder.At("spill"), false, false],
            database.Rows("""
                SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('temp_directory'),
                    current_setting('preserve_insertion_order'), current_setting('autoinstall_known_extensions')
                """)[0]);
    }

    [Fact]
    public void A_database_in_a_file_is_there_again()
    {
        using var folder = new TemporaryFolder();
        using (var database = new TestDatabase(DuckDBOptions.Parse($"Data Source={folder.At("x.db")}")))
        {
            database.Execute("CREATE TABLE t AS SELECT 42 AS i");
        }

        using (var database = new TestDatabase(new DuckDBOptions { DataSource = folder.At("x.db") }))
        {
            Assert.Equal(42, database.Scalar("SELECT i FROM t"));
        }

        using var nowhere = new DuckDBConnection(new DuckDBOptions { DataSource = folder.At("a/b/x.db") });
        Assert.Equal(ErrorCodes.OpenFailed, Assert.Throws<EngineException>(nowhere.Open).Code);
    }

    [Fact]
    public void Several_statements_run_in_turn_and_the_last_one_answers()
    {
        using var database = new TestDatabase();
        Assert.Equal(3L, database.Scalar("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2), (3); SELECT count(*) FROM t;"));
        Assert.Equal(2, database.Execute("DELETE FROM t WHERE i > 1"));
        Assert.Throws<EngineException>(() => database.Execute("INSERT INTO t VALUES (9); SELECT nothing; INSERT INTO t VALUES (10)"));
        Assert.Equal([[1], [9]], database.Rows("SELECT i FROM t ORDER BY i"));
    }

    [Fact]
    public void A_transaction_ends_as_it_is_told()
    {
        using var database = new TestDatabase();
        database.Execute("CREATE TABLE t (i INTEGER)");
        using (var transaction = database.Connection.BeginTransaction())
        {
            database.Execute("INSERT INTO t VALUES (1)");
        }

        using (var transaction = database.Connection.BeginTransaction())
        {
            database.Execute("INSERT INTO t VALUES (2)");
            transaction.Commit();
        }

        Assert.Equal([[2]], database.Rows("SELECT i FROM t"));
        using var other = database.Connection.Duplicate();
        using var first = database.Connection.BeginTransaction();
        using var second = other.BeginTransaction();
        database.Execute("UPDATE t SET i = 3");
        using var command = other.CreateCommand();
        command.CommandText = "UPDATE t SET i = 4";
        var conflict = Assert.Throws<EngineException>(() => command.ExecuteNonQuery());
        Assert.Equal((ErrorCodes.TransactionConflict, true), (conflict.Code, conflict.IsTransient));
    }

    [Fact]
    public async Task Connections_to_one_database_work_side_by_side()
    {
        using var database = new TestDatabase();
        database.Execute("CREATE TABLE t (n INTEGER)");
        await Parallel.ForAsync(0, 16, async (n, token) =>
        {
            using var connection = database.Connection.Duplicate();
            for (var i = 0; i < 20; i++)
            {
                using var command = connection.CreateCommand();
                command.CommandText = "INSERT INTO t SELECT $n FROM range(100)";
                command.Parameters.AddWithValue("n", n);
                Assert.Equal(100, await command.ExecuteNonQueryAsync(token));
            }
        });
        Assert.Equal(16L, database.Scalar("SELECT count(*) FROM (SELECT n FROM t GROUP BY n HAVING count(*) = 2000)"));
    }

    [Fact]
    public void The_database_lives_as_long_as_one_connection_to_it()
    {
        var first = new DuckDBConnection("DataSource=:memory:");
        first.Open();
        var second = first.Duplicate();
        using (var command = first.CreateCommand())
        {
            command.CommandText = "CREATE TABLE t AS SELECT 7 AS i";
            command.ExecuteNonQuery();
        }

        first.Dispose();
        using var third = second.Duplicate();
        second.Dispose();
        second.Dispose();
        using var query = third.CreateCommand();
        query.CommandText = "SELECT i FROM t";
        Assert.Equal(7, query.ExecuteScalar());
        Assert.Throws<InvalidOperationException>(second.Duplicate);
    }

    [Fact]
    public async Task A_long_query_ends_within_a_second_of_its_cancellation()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 2 });
        using var command = database.Command(Endless);
        using var cancellation = new CancellationTokenSource();
        var running = command.ExecuteScalarAsync(cancellation.Token);
        await Task.Delay(300);
        Assert.False(running.IsCompleted);
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        Assert.Equal(1, database.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task A_query_is_cancelled_whenever_the_token_is()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 2 });
        for (var i = 0; i < 30; i++)
        {
            using var command = database.Command(Endless);
            using var cancellation = new CancellationTokenSource();
            var running = command.ExecuteScalarAsync(cancellation.Token);
            await Task.Delay(i % 6);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Equal(i, database.Scalar("SELECT $1", i));
        }
    }

    [Fact]
    public async Task A_streamed_query_is_cancelled_between_its_chunks()
    {
        using var database = new TestDatabase();
        using var command = database.Command("SELECT i FROM range(1_000_000_000_000) t(i)");
        command.UseStreamingMode = true;
        using var cancellation = new CancellationTokenSource();
        await using var reader = await command.ExecuteReaderAsync(cancellation.Token);
        Assert.True(await reader.ReadAsync(cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await reader.ReadAsync(cancellation.Token))
            {
            }
        });
    }

    [Fact]
    public async Task Another_thread_can_interrupt_and_watch()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 2 });
        database.Execute("CREATE TABLE t AS SELECT i FROM range(20_000_000) t(i)");
        using var command = database.Command("SELECT max(md5(repeat(i::VARCHAR, 20))) FROM t");
        var running = command.ExecuteScalarAsync();
        double? seen = null;
        for (var i = 0; i < 200 && seen is not > 0; i++)
        {
            await Task.Delay(20);
            seen = database.Connection.Progress.Fraction;
        }

        command.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(seen ?? -1, double.Epsilon, 1);
    }

    [Fact]
    public void What_does_not_fit_into_memory_is_spilled()
    {
        using var folder = new TemporaryFolder();
        const string Sort = "SELECT count(*) FROM (SELECT i, md5(i::VARCHAR) AS h FROM range(4_000_000) t(i) ORDER BY h OFFSET 10)";
        using var database = new TestDatabase(new DuckDBOptions
        {
            MemoryLimit = "150MB",
            Threads = 2,
            TempDirectory = folder.At("spill"),
        });
        Assert.Equal(3_999_990L, database.Scalar(Sort));

        using var without = new TestDatabase(new DuckDBOptions { MemoryLimit = "60MB", Threads = 2, TempDirectory = "" });
        var exception = Assert.Throws<EngineException>(() => without.Execute(
            "CREATE TABLE t AS SELECT i, md5(i::VARCHAR) AS h FROM range(4_000_000) t(i)"));
        Assert.Equal(ErrorCodes.OutOfMemory, exception.Code);
        Assert.Equal(1, without.Scalar("SELECT 1"));
    }

    [Fact]
    public void Ten_thousand_small_queries_leave_nothing_behind()
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 2 });
        Run(2_000);
        var before = WorkingSet();
        Run(10_000);
        Assert.InRange(WorkingSet() - before, long.MinValue, 40 << 20);

        void Run(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.Equal($"a text of some length {i}", database.Scalar("SELECT 'a text of some length ' || $1", i));
            }
        }

        static long WorkingSet()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }

    [Fact]
    public void Things_left_open_are_no_danger()
    {
        for (var i = 0; i < 20; i++)
        {
            Abandon();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var database = new TestDatabase();
        var reader = database.Command("SELECT i FROM range(100_000) t(i)").ExecuteReader();
        Assert.True(reader.Read());
        database.Dispose();
        Assert.Equal(0L, reader.GetInt64(0));
        reader.Dispose();

        static void Abandon()
        {
            var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            var command = connection.CreateCommand();
            command.CommandText = "SELECT i FROM range(100_000) t(i)";
            command.UseStreamingMode = true;
            command.ExecuteReader().Read();
        }
    }
}
