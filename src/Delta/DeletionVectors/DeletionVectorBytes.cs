using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>
/// The serialised form of a deletion vector: 32-bit Roaring bitmaps in the portable form, each for one value of the
/// upper 32 bits (protocol, "Deletion Vector Format").
/// </summary>
internal static class DeletionVectorBytes
{
    private const int Magic = 1_681_511_377;
    private const int CookieWithRuns = 12_347;
    private const int CookieWithoutRuns = 12_346;
    private const int NoOffsetsBelow = 4;
    private const int HeaderBytes = sizeof(int) + sizeof(long);

    /// <exception cref="InvalidDataException">The bytes are no deletion vector.</exception>
    public static DeletionVector Read(ReadOnlySpan<byte> source)
    {
        var bytes = new ByteReader(source);
        if (bytes.Int32() != Magic) throw new InvalidDataException("it does not begin as a deletion vector");
        var bitmaps = bytes.Int64();
        if (bitmaps is < 0 or > int.MaxValue) throw new InvalidDataException("it holds a wrong number of bitmaps");
        var keys = new List<long>();
        var containers = new List<Container>();
        var next = 0L;
        for (var i = 0L; i < bitmaps; i++)
        {
            var key = bytes.Int32();
            if (key < next || key == int.MaxValue) throw new InvalidDataException("its bitmaps do not ascend");
            next = key + 1L;
            ReadBitmap(ref bytes, key, keys, containers);
        }
        if (!bytes.IsAtEnd) throw new InvalidDataException("there are bytes after its end");
        return new DeletionVector([.. keys], [.. containers]);
    }

    public static byte[] Write(DeletionVector vector)
    {
        var bitmaps = Enumerable.Range(0, vector.Keys.Count)
            .GroupBy(index => (int)(vector.Keys[index] >> 16), index => index)
            .Select(group => (Key: group.Key, First: group.First(), Count: group.Count()))
            .ToList();
        var length = HeaderBytes + bitmaps.Sum(bitmap => sizeof(int) + Size(vector, bitmap.First, bitmap.Count));
        var bytes = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(int)), bitmaps.Count);
        var position = HeaderBytes;
        foreach (var (key, first, count) in bitmaps)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(position), key);
            position += sizeof(int);
            WriteBitmap(bytes.AsSpan(position, Size(vector, first, count)), vector, first, count);
            position += Size(vector, first, count);
        }
        return bytes;
    }

    private static void ReadBitmap(ref ByteReader bytes, int upper, List<long> keys, List<Container> containers)
    {
        var cookie = bytes.Int32();
        var hasRuns = (cookie & 0xFFFF) == CookieWithRuns;
        var count = hasRuns ? (cookie >>> 16) + 1 : cookie == CookieWithoutRuns ? bytes.Int32() : -1;
        if (count is < 0 or > Container.Range) throw new InvalidDataException("a bitmap begins in an unknown form");
        var isRun = hasRuns ? bytes.Take((count + 7) / 8) : default;
        var headers = bytes.Take(count * 2 * sizeof(ushort));
        if (!hasRuns || count >= NoOffsetsBelow) bytes.Take(count * sizeof(uint));
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var key = BinaryPrimitives.ReadUInt16LittleEndian(headers[(i * 4)..]);
            var cardinality = BinaryPrimitives.ReadUInt16LittleEndian(headers[(i * 4 + 2)..]) + 1;
            if (key < next) throw new InvalidDataException("the containers of a bitmap do not ascend");
            next = key + 1;
            keys.Add(((long)upper << 16) | key);
            containers.Add(hasRuns && (isRun[i / 8] & (1 << (i % 8))) != 0 ? ReadRuns(ref bytes, cardinality)
                : cardinality <= Container.MaxArrayLength
                    ? ArrayContainer.Read(bytes.Take(cardinality * sizeof(ushort)))
                    : BitmapContainer.Read(bytes.Take(BitmapContainer.Bytes), cardinality));
        }
    }

    private static RunContainer ReadRuns(ref ByteReader bytes, int cardinality)
    {
        var runs = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Take(sizeof(ushort)));
        var container = RunContainer.Read(bytes.Take(runs * 2 * sizeof(ushort)));
        return container.Count == cardinality
            ? container
            : throw new InvalidDataException($"runs have {container.Count} rows instead of {cardinality}");
    }

    private static bool HasRuns(DeletionVector vector, int first, int count) =>
        Enumerable.Range(first, count).Any(index => vector.Containers[index] is RunContainer);

    private static int HeaderSize(bool hasRuns, int count) =>
        (hasRuns ? sizeof(int) + (count + 7) / 8 : 2 * sizeof(int))
        + count * 2 * sizeof(ushort)
        + (!hasRuns || count >= NoOffsetsBelow ? count * sizeof(uint) : 0);

    private static int Size(DeletionVector vector, int first, int count) =>
        HeaderSize(HasRuns(vector, first, count), count)
        + Enumerable.Range(first, count).Sum(index => vector.Containers[index].SerializedBytes);

    private static void WriteBitmap(Span<byte> target, DeletionVector vector, int first, int count)
    {
        var hasRuns = HasRuns(vector, first, count);
        var position = sizeof(int);
        if (hasRuns)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target, CookieWithRuns | ((count - 1) << 16));
            for (var i = 0; i < count; i++)
                if (vector.Containers[first + i] is RunContainer) target[position + i / 8] |= (byte)(1 << (i % 8));
            position += (count + 7) / 8;
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(target, CookieWithoutRuns);
            BinaryPrimitives.WriteInt32LittleEndian(target[position..], count);
            position += sizeof(int);
        }
        var content = HeaderSize(hasRuns, count);
        var offsets = position + count * 2 * sizeof(ushort);
        for (var i = 0; i < count; i++)
        {
            var container = vector.Containers[first + i];
            BinaryPrimitives.WriteUInt16LittleEndian(
                target[(position + i * 4)..], (ushort)(vector.Keys[first + i] & 0xFFFF));
            BinaryPrimitives.WriteUInt16LittleEndian(target[(position + i * 4 + 2)..], (ushort)(container.Count - 1));
            if (!hasRuns || count >= NoOffsetsBelow)
                BinaryPrimitives.WriteInt32LittleEndian(target[(offsets + i * sizeof(uint))..], content);
            container.Write(target[content..]);
            content += container.SerializedBytes;
        }
    }
}
