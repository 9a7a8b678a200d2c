namespace Lakehouse.Engine.DuckDb;

/// <summary>A row that is being appended, column by column from the left.</summary>
public sealed class DuckDBAppenderRow
{
    private readonly DuckDBAppender _appender;
    private int _row;
    private int _column;

    internal DuckDBAppenderRow(DuckDBAppender appender) => _appender = appender;

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">It has fewer values than the table has columns.</exception>
    public void EndRow()
    {
        if (_column != _appender.ColumnCount)
        {
            throw new InvalidOperationException($"The row has {_column} of {_appender.ColumnCount} values.");
        }

        _appender.EndRow();
    }

    /// <summary>Gives the next column NULL.</summary>
    public DuckDBAppenderRow AppendNullValue()
    {
        Next().WriteNull(_row);
        return this;
    }

    /// <summary>Gives the next column an integer, of any integer type that it fits.</summary>
    /// <exception cref="EngineException">ENG0108: it does not fit.</exception>
    public DuckDBAppenderRow AppendValue(long value)
    {
        Next().WriteInt64(_row, value);
        return this;
    }

    /// <summary>Gives the next column a text.</summary>
    public DuckDBAppenderRow AppendValue(string? value)
    {
        Next().Write(_row, value);
        return this;
    }

    /// <summary>Gives the next column the bytes of a blob, or a text in valid UTF-8.</summary>
    public DuckDBAppenderRow AppendValue(ReadOnlySpan<byte> value)
    {
        var column = Next();
        if (column.Type.Id is not (DuckDBType.Varchar or DuckDBType.Blob))
        {
            throw column.Mismatch("bytes");
        }

        if (column.Type.Id == DuckDBType.Varchar && !System.Text.Unicode.Utf8.IsValid(value))
        {
            throw column.Mismatch("bytes that are not UTF-8");
        }

        column.Vector.SetValid(_row);
        column.Vector.WriteBytes(_row, value);
        return this;
    }

    /// <summary>
    /// Gives the next column a value: as <see cref="DuckDBDataReader.GetValue"/> gives them, with lists as any
    /// enumerable, structs as a dictionary by name and maps as a dictionary.
    /// </summary>
    /// <exception cref="EngineException">ENG0108: it does not fit.</exception>
    public DuckDBAppenderRow AppendValue(object? value)
    {
        Next().Write(_row, value);
        return this;
    }

    internal void Begin(int row)
    {
        _row = row;
        _column = 0;
    }

    private VectorFiller Next() => _column < _appender.ColumnCount
        ? _appender.Column(_column++)
        : throw new InvalidOperationException($"The table has {_appender.ColumnCount} columns only.");
}
