using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// SQL with its parameters. Several statements separated by <c>;</c> run one after the other; the result is that of the
/// last.
/// </summary>
public sealed class DuckDBCommand : DbCommand
{
    private string _commandText = "";

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _commandText;
        set => _commandText = value ?? "";
    }

    /// <summary>Not used: a query is ended by its cancellation token.</summary>
    public override int CommandTimeout { get; set; }

    /// <inheritdoc/>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("DuckDB runs SQL text only.");
            }
        }
    }

    /// <summary>
    /// Whether rows are read while the query still runs, in little memory; the connection is taken until the reader is
    /// disposed.
    /// </summary>
    /// <value>Default false: the result is complete before the first row is read.</value>
    public bool UseStreamingMode { get; set; }

    /// <summary>The connection.</summary>
    public new DuckDBConnection? Connection { get; set; }

    /// <summary>The parameters.</summary>
    public new DuckDBParameterCollection Parameters { get; } = new();

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => Connection;
        set => Connection = (DuckDBConnection?)value;
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    private DuckDBConnection OpenConnection =>
        Connection ?? throw new InvalidOperationException("The command has no connection.");

    /// <inheritdoc/>
    public override void Cancel() => Connection?.Interrupt();

    /// <summary>Checks the last statement; nothing is run.</summary>
    public override void Prepare()
    {
        using var batch = new StatementBatch(OpenConnection.Handle, CommandText);
        batch.Prepare(batch.Count - 1).Dispose();
    }

    /// <summary>Checks the statements; nothing is run.</summary>
    /// <returns>Names and types of the columns that each of them gives.</returns>
    /// <exception cref="EngineException">ENG0101: one of them is wrong.</exception>
    public Task<IReadOnlyList<IReadOnlyList<(string Name, LogicalType Type)>>> DescribeAsync(CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<IReadOnlyList<(string, LogicalType)>>>(() => Describe(cancellationToken), cancellationToken);

    /// <summary>Runs the statements.</summary>
    /// <returns>Rows that the last one inserted, changed or removed.</returns>
    /// <exception cref="EngineException">ENG01xx: the query failed.</exception>
    public override int ExecuteNonQuery() => ExecuteNonQuery(CancellationToken.None);

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Task.Run(() => ExecuteNonQuery(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override object? ExecuteScalar() => ExecuteScalar(CancellationToken.None);

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        Task.Run(() => ExecuteScalar(cancellationToken), cancellationToken);

    /// <inheritdoc cref="DbCommand.ExecuteReader()"/>
    /// <exception cref="EngineException">ENG01xx: the query failed.</exception>
    public new DuckDBDataReader ExecuteReader() => Execute(UseStreamingMode, CancellationToken.None);

    /// <inheritdoc cref="DbCommand.ExecuteReaderAsync(CancellationToken)"/>
    /// <exception cref="EngineException">ENG01xx: the query failed.</exception>
    public new Task<DuckDBDataReader> ExecuteReaderAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Execute(UseStreamingMode, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new DuckDBParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteReader();

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(
        CommandBehavior behavior, CancellationToken cancellationToken) =>
        await ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);

    private IReadOnlyList<(string Name, LogicalType Type)>[] Describe(CancellationToken cancellationToken)
    {
        using var batch = new StatementBatch(OpenConnection.Handle, CommandText);
        var columns = new IReadOnlyList<(string, LogicalType)>[batch.Count];
        for (var index = 0; index < batch.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var statement = batch.Prepare(index);
            columns[index] = statement.Columns();
        }
        return columns;
    }

    internal int ExecuteNonQuery(CancellationToken cancellationToken)
    {
        using var reader = Execute(isStreaming: false, cancellationToken);
        return reader.RecordsAffected;
    }

    private object? ExecuteScalar(CancellationToken cancellationToken)
    {
        using var reader = Execute(isStreaming: false, cancellationToken);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    private DuckDBDataReader Execute(bool isStreaming, CancellationToken cancellationToken)
    {
        var connection = OpenConnection.Handle;
        cancellationToken.ThrowIfCancellationRequested();
        using var interruption = new Interruption(connection, cancellationToken);
        using var batch = new StatementBatch(connection, CommandText);
        for (var index = 0; ; index++)
        {
            using var statement = batch.Prepare(index);
            statement.Bind(Parameters);
            var isLast = index == batch.Count - 1;
            var result = statement.Execute(isStreaming && isLast, cancellationToken);
            if (isLast)
            {
                return new DuckDBDataReader(result, connection);
            }

            result.Dispose();
        }
    }
}
