using System.Data;
using System.Data.Common;

namespace Lakehouse.Engine.DuckDb;

/// <summary>A transaction; rolled back when disposed before <see cref="Commit"/>.</summary>
public sealed class DuckDBTransaction : DbTransaction
{
    private readonly DuckDBConnection _connection;
    private bool _isOpen;

    internal DuckDBTransaction(DuckDBConnection connection)
    {
        _connection = connection;
        Run("BEGIN TRANSACTION");
        _isOpen = true;
    }

    /// <inheritdoc/>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <inheritdoc/>
    protected override DbConnection DbConnection => _connection;

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG0106: another transaction changed the same rows.</exception>
    public override void Commit() => End("COMMIT");

    /// <inheritdoc/>
    public override void Rollback() => End("ROLLBACK");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _isOpen && _connection.State == ConnectionState.Open)
        {
            Rollback();
        }

        base.Dispose(disposing);
    }

    private void End(string statement)
    {
        if (!_isOpen)
        {
            throw new InvalidOperationException("The transaction has ended.");
        }

        _isOpen = false;
        Run(statement);
    }

    private void Run(string statement)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
