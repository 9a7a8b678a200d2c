using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Reads partition values; gives an earlier map where they are the same.</summary>
internal sealed class PartitionMaps
{
    private const int Remembered = 1 << 14;

    private readonly (byte[] Content, StringMap Map)[] _maps = new (byte[], StringMap)[Remembered];
    private readonly StringMapBuilder _builder = new();
    private byte[] _content = new byte[256];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public StringMap Read(IColumn? column, int row)
    {
        if (!column.Has(row)) return StringMap.Empty;
        var content = ContentOf(column!, row);
        var hash = new HashCode();
        hash.AddBytes(content);
        ref var slot = ref _maps[hash.ToHashCode() & (Remembered - 1)];
        if (slot.Map is null || !content.SequenceEqual(slot.Content))
            slot = (content.ToArray(), column.Map(row, _builder)!);
        return slot.Map;
    }

    /// <summary>Keys and values, each behind its length; -1 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<byte> ContentOf(IColumn column, int row)
    {
        var (start, count) = column.Range(row);
        var (keys, values) = (column.Keys, column.Values);
        var length = 0;
        for (var entry = start; entry < start + count; entry++)
        {
            Append(keys, entry, ref length);
            Append(values, entry, ref length);
        }
        return _content.AsSpan(0, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Append(IColumn column, int entry, ref int length)
    {
        var isNull = column.IsNull(entry);
        var text = isNull ? [] : column.GetBytes(entry);
        if (_content.Length < length + sizeof(int) + text.Length)
            Array.Resize(ref _content, 2 * (length + sizeof(int) + text.Length));
        BinaryPrimitives.WriteInt32LittleEndian(_content.AsSpan(length), isNull ? -1 : text.Length);
        text.CopyTo(_content.AsSpan(length + sizeof(int)));
        length += sizeof(int) + text.Length;
    }
}
