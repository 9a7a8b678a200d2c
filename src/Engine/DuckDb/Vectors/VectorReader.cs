using System.Runtime.CompilerServices;

namespace Lakehouse.Engine.DuckDb.Vectors;

/// <summary>
/// The values of one flat vector. Rows are not checked; the memory is DuckDB's and lives as long as the chunk it came
/// from, or as the callback that was given it.
/// </summary>
public readonly unsafe struct VectorReader
{
    private readonly nint _vector;
    private readonly byte* _data;
    private readonly ulong* _validity;

    internal VectorReader(nint vector)
    {
        _vector = vector;
        _data = NativeMethods.Vectors.Data(vector);
        _validity = NativeMethods.Vectors.Validity(vector);
    }

    /// <summary>Whether the vector can hold nulls; false means that no row is null.</summary>
    public bool MayHaveNulls => _validity != null;

    /// <summary>Whether the value is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) =>
        unchecked(_validity != null && (_validity[(uint)row >> 6] & (1UL << (row & 63))) == 0);

    /// <summary>A value by its memory: <see cref="long"/> for BIGINT and timestamps, <see cref="int"/> for DATE and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Get<T>(int row)
        where T : unmanaged
        => Unsafe.ReadUnaligned<T>(unchecked(_data + ((nuint)(uint)row * (nuint)sizeof(T))));

    /// <summary>The bytes of a VARCHAR (valid UTF-8) or BLOB.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> GetBytes(int row)
    {
        unchecked
        {
            var text = _data + ((nuint)(uint)row * StringLayout.Size);
            var length = *(uint*)text;
            return length <= StringLayout.InlineLength
                ? new ReadOnlySpan<byte>(text + sizeof(uint), (int)length)
                : new ReadOnlySpan<byte>(*(byte**)(text + StringLayout.PointerOffset), checked((int)length));
        }
    }

    /// <summary>Where the elements of a LIST, or the entries of a MAP, stand in <see cref="Elements"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int Start, int Count) GetRange(int row)
    {
        unchecked
        {
            var entry = (ulong*)_data + ((nuint)(uint)row * 2);
            return (checked((int)entry[0]), checked((int)entry[1]));
        }
    }

    /// <summary>A field of a STRUCT or a member of a UNION (whose first field is the tag); keys and values of a MAP's entries.</summary>
    public VectorReader Field(int index) => new(NativeMethods.Vectors.StructChild(_vector, (ulong)index));

    /// <summary>The elements of a LIST; the entries of a MAP, as a STRUCT of key and value.</summary>
    public VectorReader Elements => new(NativeMethods.Vectors.ListChild(_vector));

    /// <summary>The elements of an ARRAY; those of a row begin at its length times the row.</summary>
    public VectorReader ArrayElements => new(NativeMethods.Vectors.ArrayChild(_vector));
}
