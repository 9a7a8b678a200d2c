using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>Some data files of a table, all that is common to them in arrays.</summary>
internal sealed class FileRows
{
    public const int Capacity = 4096;

    public readonly FileRow[] Rows = GC.AllocateUninitializedArray<FileRow>(Capacity);

    public readonly StringMap[] PartitionValues = new StringMap[Capacity];

    /// <summary>The files that have more than others; null where none has.</summary>
    public AddFile?[]? Whole { get; set; }
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
}
