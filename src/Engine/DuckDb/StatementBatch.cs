using Lakehouse.Engine.DuckDb.Handles;
using Lakehouse.Engine.DuckDb.NativeMethods;

namespace Lakehouse.Engine.DuckDb;

/// <summary>The statements of a command's text.</summary>
internal sealed unsafe class StatementBatch : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly ExtractedStatementsHandle _statements;

    /// <exception cref="EngineException">ENG0101: the text is not SQL, or is empty.</exception>
    internal StatementBatch(ConnectionHandle connection, string sql)
    {
        // The C API ends the text at a NUL and would run only what stands before it.
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new EngineException(
                ErrorCodes.QueryInvalid, "the SQL holds a NUL character. Write it as chr(0), or bind a parameter.");
        }

        _connection = connection;
        Count = checked((int)Query.ExtractStatements(connection, sql, out _statements));
        if (Count == 0)
        {
            var text = NativeText.Read(Query.ExtractStatementsError(_statements));
            _statements.Dispose();
            throw NativeErrors.Create(ErrorType.Parser, text ?? "there is no statement.");
        }
    }

    internal int Count { get; }

    public void Dispose() => _statements.Dispose();

    /// <exception cref="EngineException">ENG0101: a name or type in the statement is wrong.</exception>
    internal PreparedStatement Prepare(int index)
    {
        if (Query.PrepareExtracted(_connection, _statements, (ulong)index, out var statement) != State.Success)
        {
            using (statement)
            {
                throw NativeErrors.Create(NativeText.Read(Query.PrepareError(statement)));
            }
        }

        return new PreparedStatement(statement);
    }
}
