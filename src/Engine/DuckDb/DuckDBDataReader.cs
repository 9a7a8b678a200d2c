using System.Collections;
using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;
using Lakehouse.Engine.DuckDb.NativeMethods;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb;

/// <summary>The rows of a result, read from DuckDB's chunks of columns.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The base class is what ADO.NET gives.")]
[SuppressMessage("Naming", "CA1710", Justification = "The name of DuckDB.NET.")]
public sealed unsafe class DuckDBDataReader : DbDataReader, IRow
{
    private readonly ResultHandle _result;
    private readonly ConnectionHandle _connection;
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<LogicalType> _types;
    private readonly VectorValues?[] _columns;
    private DataChunkHandle? _chunk;
    private int _row = -1;
    private int _rowCount;
    private bool _isPrefetched;

    internal DuckDBDataReader(ResultHandle result, ConnectionHandle connection)
    {
        _result = result;
        _connection = connection;
        var count = checked((int)Query.ColumnCount(result.Pointer));
        var names = new string[count];
        var types = new LogicalType[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = NativeText.Read(Query.ColumnName(result.Pointer, (ulong)i))!;
            types[i] = NativeTypes.ReadAndRelease(Query.ColumnType(result.Pointer, (ulong)i));
        }
        _names = ImmutableCollectionsMarshal.AsImmutableArray(names);
        _types = ImmutableCollectionsMarshal.AsImmutableArray(types);
        _columns = new VectorValues?[count];
        RecordsAffected = checked((int)Query.RowsChanged(result.Pointer));
    }

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override int FieldCount => _names.Length;

    /// <inheritdoc/>
    public override bool IsClosed => _result.IsClosed;

    /// <summary>Rows that the statement inserted, changed or removed.</summary>
    public override int RecordsAffected { get; }

    /// <inheritdoc/>
    public override bool HasRows
    {
        get
        {
            if (_row < 0 && _rowCount == 0)
            {
                _isPrefetched = Fetch(CancellationToken.None);
            }

            return _isPrefetched || _row >= 0;
        }
    }

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>The column's type, with its parts.</summary>
    public LogicalType GetLogicalType(int ordinal) => _types[ordinal];

    /// <inheritdoc/>
    public override bool Read() => MoveNext() || (Fetch(CancellationToken.None) && MoveNext());

    /// <inheritdoc/>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken) => MoveNext()
        ? Task.FromResult(true)
        : Task.Run(() => Fetch(cancellationToken) && MoveNext(), cancellationToken);

    /// <summary>False: a command gives the result of its last statement only.</summary>
    public override bool NextResult() => false;

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Column(ordinal).Vector.IsNull(_row);

    /// <summary>
    /// The value as .NET has it: <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTime"/> (UTC for instants),
    /// <see cref="BigInteger"/> for 128 bits, <see cref="decimal"/> up to 28 digits and <see cref="DuckDBDecimal"/> beyond,
    /// <c>List&lt;object?&gt;</c>, <c>Dictionary&lt;string, object?&gt;</c> for a struct, <see cref="DBNull"/> for NULL.
    /// </summary>
    /// <exception cref="EngineException">ENG0108, ENG0109: it has no equal in .NET.</exception>
    public override object GetValue(int ordinal) => Column(ordinal).GetValue(_row) ?? DBNull.Value;

    /// <summary>
    /// The value as <typeparamref name="T"/>: also <see cref="DuckDBDecimal"/>, <see cref="Int128"/>,
    /// <see cref="DateTimeOffset"/> and nullable types.
    /// </summary>
    /// <exception cref="InvalidCastException">It is of another type, or NULL.</exception>
    public override T GetFieldValue<T>(int ordinal)
    {
        if (IsDBNull(ordinal))
        {
            return default(T) is null && typeof(T) != typeof(DBNull)
                ? default!
                : typeof(T) == typeof(object) || typeof(T) == typeof(DBNull) ? (T)(object)DBNull.Value : throw NullValue(ordinal);
        }

        var wanted = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        object value = wanted == typeof(DuckDBDecimal) ? Column(ordinal).GetDecimal(_row)
            : wanted == typeof(Int128) ? (Int128)GetFieldValue<BigInteger>(ordinal)
            : wanted == typeof(DateTimeOffset) ? new DateTimeOffset(DateTime.SpecifyKind(GetDateTime(ordinal), DateTimeKind.Utc))
            : wanted == typeof(long) ? GetInt64(ordinal)
            : wanted == typeof(int) ? GetInt32(ordinal)
            : GetValue(ordinal);
        return (T)value;
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Get<bool>(ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    /// <summary>An integer of any width that fits.</summary>
    public override long GetInt64(int ordinal) => NotNull(ordinal).GetInt64(_row);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Get<float>(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => NotNull(ordinal).GetDouble(_row);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => NotNull(ordinal).GetDecimal(_row).ToDecimal();

    /// <summary>A text, or the text of an enum.</summary>
    public override string GetString(int ordinal) => NotNull(ordinal).GetString(_row);

    /// <summary>The UTF-8 of a text, or the bytes of a blob, without a copy; good until the next row.</summary>
    public ReadOnlySpan<byte> GetBytes(int ordinal) => NotNull(ordinal).GetBytes(_row);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => NotNull(ordinal).GetValue(_row) switch
    {
        DateTime value => value,
        DateOnly date => date.ToDateTime(TimeOnly.MinValue),
        _ => throw Column(ordinal).NotA("a timestamp"),
    };

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Get<Guid>(ordinal);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetString(ordinal) is [var only]
        ? only
        : throw new InvalidCastException("The text is not one character.");

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = GetBytes(ordinal);
        return buffer is null ? bytes.Length : Copy(bytes, dataOffset, buffer.AsSpan(bufferOffset, length));
    }

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal);
        return buffer is null ? text.Length : Copy<char>(text, dataOffset, buffer.AsSpan(bufferOffset, length));
    }

    /// <inheritdoc/>
    public override Stream GetStream(int ordinal) => new MemoryStream(GetBytes(ordinal).ToArray(), writable: false);

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc/>
    public override string GetName(int ordinal) => _names[ordinal];

    /// <inheritdoc/>
    public override int GetOrdinal(string name)
    {
        var ordinal = _names.IndexOf(name, 0, StringComparer.Ordinal);
        ordinal = ordinal >= 0 ? ordinal : _names.IndexOf(name, 0, StringComparer.OrdinalIgnoreCase);
        return ordinal >= 0 ? ordinal : throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such column.");
    }

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => _types[ordinal].ToString();

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => DotNetTypes.Of(_types[ordinal]);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    /// <inheritdoc/>
    public override void Close()
    {
        _chunk?.Dispose();
        _result.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private static int Copy<T>(ReadOnlySpan<T> source, long offset, Span<T> target)
    {
        var rest = source[checked((int)Math.Min(offset, source.Length))..];
        var count = Math.Min(rest.Length, target.Length);
        rest[..count].CopyTo(target);
        return count;
    }

    private bool MoveNext()
    {
        _isPrefetched = false;
        if (_row + 1 >= _rowCount)
        {
            return false;
        }

        _row++;
        return true;
    }

    /// <summary>Goes to the next chunk, instead of to a row.</summary>
    /// <returns>Its rows; 0 at the end.</returns>
    internal int ReadChunk(CancellationToken cancellationToken) => Fetch(cancellationToken) ? _rowCount : 0;

    /// <summary>A column of the chunk; good until the next one.</summary>
    internal VectorReader GetVector(int ordinal) => new(Chunks.Vector(_chunk!.DangerousGetHandle(), (ulong)ordinal));

    /// <summary>Gets the next chunk that has rows; stands before its first.</summary>
    private bool Fetch(CancellationToken cancellationToken)
    {
        if (_isPrefetched)
        {
            return true;
        }

        using var interruption = new Interruption(_connection, cancellationToken);
        do
        {
            _chunk?.Dispose();
            Array.Clear(_columns);
            _chunk = Query.FetchChunk(*_result.Pointer);
            if (_chunk.IsInvalid)
            {
                ThrowIfFailed(cancellationToken);
                (_row, _rowCount) = (-1, 0);
                return false;
            }

            (_row, _rowCount) = (-1, checked((int)Chunks.Size(_chunk.DangerousGetHandle())));
        }
        while (_rowCount == 0);
        return true;
    }

    private void ThrowIfFailed(CancellationToken cancellationToken)
    {
        if (NativeText.Read(Query.ResultError(_result.Pointer)) is { Length: > 0 } error)
        {
            throw NativeErrors.Create(Query.ResultErrorType(_result.Pointer), error, cancellationToken);
        }
    }

    private VectorValues Column(int ordinal)
    {
        if (_row < 0 || _row >= _rowCount)
        {
            throw new InvalidOperationException("The reader does not stand on a row.");
        }

        return _columns[ordinal] ??= new VectorValues(_types[ordinal], GetVector(ordinal));
    }

    private VectorValues NotNull(int ordinal) =>
        Column(ordinal) is var column && column.Vector.IsNull(_row) ? throw NullValue(ordinal) : column;

    private T Get<T>(int ordinal) => NotNull(ordinal).GetValue(_row) is T value
        ? value
        : throw Column(ordinal).NotA(typeof(T).Name);

    private InvalidCastException NullValue(int ordinal) => new($"Column '{_names[ordinal]}' is NULL.");
}
