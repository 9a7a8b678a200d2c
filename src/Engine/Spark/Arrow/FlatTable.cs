using System.Buffers.Binary;
using System.Text;

namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>
/// A table in a FlatBuffer. Nothing in the bytes is trusted: each read is checked against their end. Slots are counted from 0
/// in the order of the schema file.
/// </summary>
internal readonly struct FlatTable
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _position;
    private readonly int _slots;
    private readonly int _slotsLength;

    private FlatTable(ReadOnlyMemory<byte> bytes, int position)
    {
        _bytes = bytes;
        _position = position;
        _slots = Place((long)position - BinaryPrimitives.ReadInt32LittleEndian(At(position, 4)), 4);
        _slotsLength = BinaryPrimitives.ReadUInt16LittleEndian(At(_slots, 2));
        At(_slots, Math.Max(_slotsLength, 4));
    }

    /// <summary>The table that the whole buffer holds.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> bytes) => new(bytes, Follow(bytes, 0));

    /// <summary>Whether a slot has a value, not its default.</summary>
    public bool Has(int slot) => Find(slot) is not null;

    public byte Byte(int slot) => Find(slot) is { } at ? At(at, 1)[0] : (byte)0;

    public bool Boolean(int slot) => Byte(slot) != 0;

    public short Int16(int slot) => Find(slot) is { } at ? BinaryPrimitives.ReadInt16LittleEndian(At(at, 2)) : (short)0;

    public int Int32(int slot) => Find(slot) is { } at ? BinaryPrimitives.ReadInt32LittleEndian(At(at, 4)) : 0;

    public long Int64(int slot) => Find(slot) is { } at ? BinaryPrimitives.ReadInt64LittleEndian(At(at, 8)) : 0;

    public FlatTable? Table(int slot) => Find(slot) is { } at ? new FlatTable(_bytes, Follow(_bytes, at)) : null;

    public string? Text(int slot)
    {
        if (Find(slot) is not { } at)
        {
            return null;
        }

        var start = Follow(_bytes, at);
        var length = BinaryPrimitives.ReadInt32LittleEndian(At(start, 4));
        return Encoding.UTF8.GetString(At(start + 4, length));
    }

    /// <summary>The bytes of a vector of items of one size; empty when it is absent.</summary>
    public ReadOnlyMemory<byte> Items(int slot, int itemSize)
    {
        if (Find(slot) is not { } at)
        {
            return default;
        }

        var start = Follow(_bytes, at);
        var size = (long)BinaryPrimitives.ReadUInt32LittleEndian(At(start, 4)) * itemSize;
        var first = Place((long)start + 4, size);
        return _bytes.Slice(first, (int)size);
    }

    /// <summary>The number of tables in a vector.</summary>
    public int TableCount(int slot) => Items(slot, 4).Length / 4;

    /// <summary>A table of a vector.</summary>
    public FlatTable TableAt(int slot, int index)
    {
        var vector = Follow(_bytes, Find(slot)!.Value);
        return new(_bytes, Follow(_bytes, vector + 4 + (index * 4)));
    }

    /// <summary>Where the value of a slot is; null when it has its default.</summary>
    private int? Find(int slot)
    {
        var entry = 4 + (slot * 2);
        if (entry + 2 > _slotsLength)
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadUInt16LittleEndian(At(_slots + entry, 2));
        return offset == 0 ? null : Place((long)_position + offset, 1);
    }

    private static int Follow(ReadOnlyMemory<byte> bytes, int at)
    {
        if (at < 0 || (long)at + 4 > bytes.Length)
        {
            throw ArrowErrors.Broken("an offset lies outside of its message");
        }

        var target = at + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span.Slice(at, 4));
        return target + 4 <= bytes.Length ? (int)target : throw ArrowErrors.Broken("an offset points out of its message");
    }

    private int Place(long at, long length) => at >= 0 && length >= 0 && at + length <= _bytes.Length
        ? (int)at
        : throw ArrowErrors.Broken("a value lies outside of its message");

    private ReadOnlySpan<byte> At(int at, int length) => _bytes.Span.Slice(Place(at, length), length);
}
