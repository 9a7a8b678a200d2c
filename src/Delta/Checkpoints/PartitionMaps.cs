using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Reads partition values; gives an earlier map where they are the same.</summary>
/// <remarks>What looks one up is optimised at once: it runs for every file of a checkpoint.</remarks>
internal sealed class PartitionMaps
{
    private const int Remembered = 1 << 14;
    private const int Places = 4;
    private const ulong Odd = 0x9E3779B97F4A7C15;

    // Keys and values of a map, each behind its length, -1 for null; and the map.
    private readonly (byte[] Content, StringMap Map)[] _maps = new (byte[], StringMap)[Remembered];
    private readonly StringMapBuilder _builder = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public StringMap Read(IColumn? column, int row)
    {
        if (!column.Has(row)) return StringMap.Empty;
        var (start, count) = column!.Range(row);
        var (keys, values) = (column.Keys, column.Values);
        var hash = (ulong)(uint)count;
        for (var entry = start; entry < start + count; entry++)
            if (!values.IsNull(entry)) hash = Mixed(hash, values.GetBytes(entry));
        var first = unchecked((int)(hash >> 32)) & (Remembered - 1);
        for (var i = 0; i < Places; i++)
        {
            ref var slot = ref _maps[(first + i) & (Remembered - 1)];
            if (slot.Map is null) break;
            if (slot.Map.Count == count && Holds(slot.Content, keys, values, start, count)) return slot.Map;
        }
        return Remember(first, ContentOf(keys, values, start, count), column.Map(row, _builder)!);
    }

    private StringMap Remember(int first, byte[] content, StringMap map)
    {
        var place = first;
        while (place < first + Places && _maps[place & (Remembered - 1)].Map is not null) place++;
        _maps[(place < first + Places ? place : first) & (Remembered - 1)] = (content, map);
        return map;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Mixed(ulong hash, ReadOnlySpan<byte> text)
    {
        unchecked
        {
            hash = (hash + (uint)text.Length) * Odd;
            for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
                hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * Odd, 29);
            foreach (var one in text) hash = (hash ^ one) * Odd;
            return hash ^ (hash >> 29);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Holds(ReadOnlySpan<byte> content, IColumn keys, IColumn values, int start, int count)
    {
        for (var entry = start; entry < start + count; entry++)
            if (!Skips(ref content, keys, entry) || !Skips(ref content, values, entry)) return false;
        return content.IsEmpty;
    }

    /// <summary>Whether the content goes on with a value; steps over it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Skips(ref ReadOnlySpan<byte> content, IColumn column, int entry)
    {
        if (content.IsEmpty) return false;
        var isNull = column.IsNull(entry);
        var text = isNull ? [] : column.GetBytes(entry);
        if (BinaryPrimitives.ReadInt32LittleEndian(content) != (isNull ? -1 : text.Length)) return false;
        content = content[sizeof(int)..];
        if (!content.StartsWith(text)) return false;
        content = content[text.Length..];
        return true;
    }

    private static byte[] ContentOf(IColumn keys, IColumn values, int start, int count)
    {
        var length = 0;
        for (var entry = start; entry < start + count; entry++) length += LengthOf(keys, entry) + LengthOf(values, entry);
        var content = new byte[length];
        var rest = content.AsSpan();
        for (var entry = start; entry < start + count; entry++)
        {
            Write(ref rest, keys, entry);
            Write(ref rest, values, entry);
        }
        return content;
    }

    private static int LengthOf(IColumn column, int entry) =>
        sizeof(int) + (column.IsNull(entry) ? 0 : column.GetBytes(entry).Length);

    private static void Write(ref Span<byte> content, IColumn column, int entry)
    {
        var isNull = column.IsNull(entry);
        var text = isNull ? [] : column.GetBytes(entry);
        BinaryPrimitives.WriteInt32LittleEndian(content, isNull ? -1 : text.Length);
        text.CopyTo(content[sizeof(int)..]);
        content = content[(sizeof(int) + text.Length)..];
    }
}
