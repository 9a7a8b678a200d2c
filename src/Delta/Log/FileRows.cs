using System.Runtime.CompilerServices;
using System.Text;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>Some data files, all that is common to them in arrays and the texts as they were read.</summary>
/// <remarks>
/// What reads and keeps a file is optimised at once: it runs a million times before the runtime would have done so.
/// </remarks>
internal sealed class FileRows(TextPages texts)
{
    public const int Capacity = 4096;
    public const int NoStats = -1;

    public readonly FileRow[] Rows = GC.AllocateUninitializedArray<FileRow>(Capacity);

    public readonly StringMap[] PartitionValues = new StringMap[Capacity];

    public TextPages Texts => texts;

    public int Count { get; set; }

    /// <summary>The files that have more than others; null where none has.</summary>
    public AddFile?[]? Whole { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Key(int index) => texts.Span(Rows[index].Key, Rows[index].KeyLength);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AddFile File(int index)
    {
        if (Whole?[index] is { } file) return file;
        ref var row = ref Rows[index];
        return new AddFile
        {
            Path = Encoding.UTF8.GetString(Key(index)),
            PartitionValues = PartitionValues[index],
            SizeBytes = row.SizeBytes,
            ModificationTime = row.ModificationTime,
            DataChange = row.DataChange,
            Stats = row.StatsLength == NoStats ? default : texts.Text(row.Stats, row.StatsLength),
        };
    }
}

/// <summary>What is kept of a data file. A file without a deletion vector has its path for a key.</summary>
internal struct FileRow
{
    public long Key;
    public int KeyLength;
    public int StatsLength;
    public long Stats;
    public long SizeBytes;
    public long ModificationTime;
    public int Hash;
    public bool DataChange;

    /// <summary>Whether a later file has the same key.</summary>
    public bool IsReplaced;
}
