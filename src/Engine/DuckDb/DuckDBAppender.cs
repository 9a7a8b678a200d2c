using System.Diagnostics.CodeAnalysis;
using Lakehouse.Engine.DuckDb.Handles;
using Lakehouse.Engine.DuckDb.NativeMethods;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// Appends rows to a table, a chunk at a time. <see cref="Close"/> writes what is left and makes all of it visible, and
/// so does disposing, unless a write has failed before; a row that was not ended is left out.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "Close disposes them.")]
public sealed unsafe class DuckDBAppender : IDisposable
{
    private readonly AppenderHandle _appender;
    private readonly DuckDBAppenderRow _row;
    private readonly LogicalType[] _types;
    private readonly VectorFiller[] _columns;
    private DataChunkHandle _chunk;
    private int _rowCount;
    private bool _hasFailed;

    internal DuckDBAppender(ConnectionHandle connection, string? schema, string table)
    {
        if (Appending.Create(connection, schema, table, out _appender) != State.Success)
        {
            using (_appender)
            {
                throw LastError();
            }
        }

        _types = [.. Enumerable.Range(0, checked((int)Appending.ColumnCount(_appender)))
            .Select(i => NativeTypes.ReadAndRelease(Appending.ColumnType(_appender, (ulong)i)))];
        _columns = new VectorFiller[_types.Length];
        _row = new DuckDBAppenderRow(this);
        _chunk = NewChunk();
    }

    internal int ColumnCount => _types.Length;

    /// <summary>Begins a row; give it a value for each column, then end it. The same object serves all rows.</summary>
    public DuckDBAppenderRow CreateRow()
    {
        ObjectDisposedException.ThrowIf(_appender.IsClosed, this);
        _row.Begin(_rowCount);
        return _row;
    }

    /// <summary>Writes what is left and makes all rows visible.</summary>
    /// <exception cref="EngineException">ENG0102: a row breaks a constraint; none was appended.</exception>
    public void Close()
    {
        if (_appender.IsClosed)
        {
            return;
        }

        using (_appender)
        using (_chunk)
        {
            if (!_hasFailed)
            {
                Flush();
                Check(Appending.Close(_appender));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    internal VectorFiller Column(int index) => _columns[index];

    internal void EndRow()
    {
        if (++_rowCount == ChunkWriter.Capacity)
        {
            Flush();
            _chunk.Dispose();
            _chunk = NewChunk();
        }
    }

    private void Flush()
    {
        if (_rowCount > 0)
        {
            Chunks.SetSize(_chunk.DangerousGetHandle(), (ulong)_rowCount);
            _rowCount = 0;
            Check(Appending.AppendChunk(_appender, _chunk));
        }
    }

    private void Check(State state)
    {
        if (state != State.Success)
        {
            _hasFailed = true;
            throw LastError();
        }
    }

    private DataChunkHandle NewChunk()
    {
        var chunk = NativeTypes.WithAll(_types, types => Appending.CreateChunk((nint*)types, (ulong)_types.Length));
        for (var i = 0; i < _types.Length; i++)
        {
            var vector = Chunks.Vector(chunk.DangerousGetHandle(), (ulong)i);
            _columns[i] = new VectorFiller(_types[i], new VectorWriter(vector));
        }

        return chunk;
    }

    private Exception LastError()
    {
        var error = Appending.ErrorData(_appender);
        var exception = NativeErrors.Create(
            Appending.ErrorDataType(error), NativeText.Read(Appending.ErrorDataMessage(error)));
        Appending.DestroyErrorData(ref error);
        return exception;
    }
}
