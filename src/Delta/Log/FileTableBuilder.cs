using System.Runtime.CompilerServices;
using System.Text;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>Takes data files one by one; of two with the same key the later one counts.</summary>
internal sealed class FileTableBuilder
{
    private readonly TextPages _texts = new();
    private readonly List<FileRows> _parts = [];
    private int _count;

    /// <summary>Adds a file that has nothing but this, and changes no rows.</summary>
    /// <param name="path">Its path, decoded, as UTF-8.</param>
    /// <param name="partitionValues">Its partition values.</param>
    /// <param name="sizeBytes">Its length.</param>
    /// <param name="modificationTime">When it was written.</param>
    /// <param name="hasStats">Whether it has statistics.</param>
    /// <param name="stats">They, as UTF-8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(
        ReadOnlySpan<byte> path, StringMap partitionValues, long sizeBytes, long modificationTime,
        bool hasStats, ReadOnlySpan<byte> stats)
    {
        ref var row = ref Next(path);
        row.SizeBytes = sizeBytes;
        row.ModificationTime = modificationTime;
        row.StatsLength = hasStats ? stats.Length : FileTable.NoStats;
        row.Stats = hasStats ? _texts.Add(stats) : 0;
        var part = _parts[^1];
        part.PartitionValues[(_count - 1) % FileRows.Capacity] = partitionValues;
    }

    /// <summary>Adds any file.</summary>
    public void Add(AddFile file)
    {
        ref var row = ref Next(Encoding.UTF8.GetBytes(file.Key));
        row.SizeBytes = file.SizeBytes;
        var part = _parts[^1];
        part.Whole ??= new AddFile?[FileRows.Capacity];
        part.Whole[(_count - 1) % FileRows.Capacity] = file;
    }

    public FileTable Build() => new(_parts, _texts, _count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ref FileRow Next(ReadOnlySpan<byte> key)
    {
        if (_count % FileRows.Capacity == 0) _parts.Add(new FileRows());
        ref var row = ref _parts[^1].Rows[_count % FileRows.Capacity];
        _count++;
        row = default;
        row.Key = _texts.Add(key);
        row.KeyLength = key.Length;
        row.Hash = FileTable.HashOf(key);
        return ref row;
    }
}
