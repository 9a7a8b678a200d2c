using System.Runtime.CompilerServices;

namespace Lakehouse.Engine.DuckDb.Vectors;

/// <summary>
/// Writes the values of one vector. Rows are not checked; all are valid until <see cref="SetNull"/>; the memory is
/// DuckDB's and may be used during the callback that was given it only.
/// </summary>
/// <remarks>
/// Where a STRUCT is null, its fields have to be set null too: DuckDB reads a field without looking at its parent.
/// </remarks>
public readonly unsafe struct VectorWriter
{
    /// <summary>Texts up to this length are copied without letting the garbage collector run meanwhile.</summary>
    private const int ShortTextBytes = 4096;

    private readonly nint _vector;
    private readonly byte* _data;
    private readonly ulong* _validity;

    internal VectorWriter(nint vector)
    {
        _vector = vector;
        NativeMethods.Vectors.EnsureValidityWritable(vector);
        _data = NativeMethods.Vectors.Data(vector);
        _validity = NativeMethods.Vectors.Validity(vector);
    }

    /// <summary>Makes the value null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNull(int row)
    {
        unchecked
        {
            _validity[(uint)row >> 6] &= ~(1UL << (row & 63));
        }
    }

    /// <summary>Makes the first <paramref name="rowCount"/> values null.</summary>
    public void SetAllNull(int rowCount) => new Span<ulong>(_validity, (rowCount + 63) / 64).Clear();

    /// <summary>Makes a value valid that was null before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetValid(int row)
    {
        unchecked
        {
            _validity[(uint)row >> 6] |= 1UL << (row & 63);
        }
    }

    /// <summary>
    /// Writes a value by its memory: <see cref="long"/> for BIGINT and timestamps (microseconds), <see cref="int"/> for
    /// DATE (days) and INTEGER, <see cref="byte"/> 0 or 1 for BOOLEAN; a DECIMAL of up to 4, 9, 18, 38 digits is a
    /// <see cref="short"/>, <see cref="int"/>, <see cref="long"/>, <see cref="Int128"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(int row, T value)
        where T : unmanaged
        => Unsafe.WriteUnaligned(unchecked(_data + ((nuint)(uint)row * (nuint)sizeof(T))), value);

    /// <summary>Writes the bytes of a VARCHAR, which must be valid UTF-8, or of a BLOB; they are copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBytes(int row, ReadOnlySpan<byte> value)
    {
        if (value.Length > StringLayout.InlineLength)
        {
            WriteLong(row, value);
            return;
        }

        unchecked
        {
            // Readers compare the padding too, so the bytes behind the text have to be zero.
            var text = _data + ((nuint)(uint)row * StringLayout.Size);
            *(ulong*)text = (uint)value.Length;
            *(ulong*)(text + StringLayout.PointerOffset) = 0;
            value.CopyTo(new Span<byte>(text + sizeof(uint), StringLayout.InlineLength));
        }
    }

    /// <summary>Says which elements, or entries of a MAP, belong to the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRange(int row, int start, int count)
    {
        unchecked
        {
            var entry = (ulong*)_data + ((nuint)(uint)row * 2);
            entry[0] = (uint)start;
            entry[1] = (uint)count;
        }
    }

    /// <summary>A field of a STRUCT; key (0) and value (1) of a MAP's entries.</summary>
    public VectorWriter Field(int index) => new(NativeMethods.Vectors.StructChild(_vector, (ulong)index));

    /// <summary>The elements of an ARRAY; those of a row begin at its length times the row.</summary>
    public VectorWriter ArrayElements => new(NativeMethods.Vectors.ArrayChild(_vector));

    /// <summary>
    /// Makes room for elements of a LIST, or entries of a MAP, and gives their vector. What was written is kept; writers
    /// got earlier, and those of fields below, are no longer good.
    /// </summary>
    /// <exception cref="OutOfMemoryException">There is no room.</exception>
    public VectorWriter ReserveElements(int capacity)
    {
        if (NativeMethods.Vectors.ReserveList(_vector, (ulong)capacity) != NativeMethods.State.Success)
        {
            throw new InsufficientMemoryException("DuckDB could not make room for the elements of a list.");
        }

        return new VectorWriter(NativeMethods.Vectors.ListChild(_vector));
    }

    /// <summary>Says how many elements, or entries, were written in all.</summary>
    public void SetElementCount(int count) => NativeMethods.Vectors.SetListSize(_vector, (ulong)count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLong(int row, ReadOnlySpan<byte> value)
    {
        fixed (byte* text = value)
        {
            if (value.Length <= ShortTextBytes)
            {
                NativeMethods.Vectors.AssignShortString(_vector, (uint)row, text, (uint)value.Length);
            }
            else
            {
                NativeMethods.Vectors.AssignString(_vector, (uint)row, text, (uint)value.Length);
            }
        }
    }
}
