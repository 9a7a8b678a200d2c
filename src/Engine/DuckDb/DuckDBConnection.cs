using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// A connection to a database of its own, or with <see cref="Duplicate"/> to another connection's. It runs one query at
/// a time; several connections run theirs side by side.
/// </summary>
public sealed class DuckDBConnection : DbConnection
{
    private DuckDBOptions _options;
    private string _connectionString;
    private DuckDBInstance? _instance;
    private ConnectionHandle? _handle;

    /// <summary>A connection that is yet to be opened.</summary>
    /// <param name="connectionString">Such as <c>DataSource=:memory:;memory_limit=1GB</c>; see <see cref="DuckDBOptions.Parse"/>.</param>
    public DuckDBConnection(string connectionString)
        : this(DuckDBOptions.Parse(connectionString))
        => _connectionString = connectionString;

    /// <summary>A connection that is yet to be opened.</summary>
    public DuckDBConnection(DuckDBOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _connectionString = $"DataSource={options.DataSource}";
    }

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (_handle is not null)
            {
                throw new InvalidOperationException("The connection is open.");
            }

            _connectionString = value ?? "";
            _options = DuckDBOptions.Parse(_connectionString);
        }
    }

    /// <inheritdoc/>
    public override string Database => "";

    /// <inheritdoc/>
    public override string DataSource => _options.DataSource;

    /// <inheritdoc/>
    public override unsafe string ServerVersion => NativeText.Read(NativeMethods.Startup.LibraryVersion()) ?? "";

    /// <inheritdoc/>
    public override ConnectionState State => _handle is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>How far the running query has come; callable from any thread.</summary>
    public DuckDBQueryProgress Progress
    {
        get
        {
            var progress = NativeMethods.Startup.Progress(Handle);
            return new(
                progress.Percentage < 0 ? null : progress.Percentage / 100,
                long.CreateSaturating(progress.RowsProcessed),
                long.CreateSaturating(progress.RowsTotal));
        }
    }

    internal ConnectionHandle Handle => _handle ?? throw new InvalidOperationException("The connection is not open.");

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG0001: no native library. ENG0002: the database cannot be opened.</exception>
    public override void Open()
    {
        if (_handle is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        Attach(DuckDBInstance.Open(_options));
    }

    /// <summary>A second, open connection to the same database, with settings of its own session.</summary>
    public DuckDBConnection Duplicate()
    {
        var instance = _instance ?? throw new InvalidOperationException("The connection is not open.");
        var duplicate = new DuckDBConnection(_options) { _connectionString = _connectionString };
        duplicate.Attach(instance);
        return duplicate;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (_handle is { } handle)
        {
            _handle = null;
            _instance!.Disconnect(handle);
            _instance = null;
        }
    }

    /// <summary>Stops the running query, which then ends with <see cref="OperationCanceledException"/>.</summary>
    public void Interrupt() => NativeMethods.Startup.Interrupt(Handle);

    /// <inheritdoc cref="DbConnection.CreateCommand"/>
    public new DuckDBCommand CreateCommand() => new() { Connection = this };

    /// <summary>Appends rows to a table; see <see cref="DuckDBAppender"/>.</summary>
    /// <exception cref="EngineException">ENG0101: there is no such table.</exception>
    public DuckDBAppender CreateAppender(string table) => CreateAppender(null, table);

    /// <inheritdoc cref="CreateAppender(string)"/>
    public DuckDBAppender CreateAppender(string? schema, string table) => new(Handle, schema, table);

    /// <summary>Makes a function of rows known to all connections of the database.</summary>
    /// <exception cref="EngineException">ENG0101: DuckDB refuses it.</exception>
    public void RegisterScalarFunction(DuckDBScalarFunction function) => ScalarFunctionBridge.Register(Handle, function);

    /// <summary>Makes a function that gives rows known to all connections of the database.</summary>
    /// <exception cref="EngineException">ENG0101: DuckDB refuses it.</exception>
    public void RegisterTableFunction(DuckDBTableFunction function) => TableFunctionBridge.Register(Handle, function);

    /// <summary>Always refused: a connection stays with its database.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("Run USE instead.");

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new DuckDBTransaction(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private void Attach(DuckDBInstance instance)
    {
        _handle = instance.Connect();
        _instance = instance;
        using var command = CreateCommand();
        command.CommandText = "SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0";
        command.ExecuteNonQuery();
    }
}
