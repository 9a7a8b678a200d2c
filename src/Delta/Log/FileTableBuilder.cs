using System.Runtime.CompilerServices;
using System.Text;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>Takes data files one by one; of two with the same key the later one counts.</summary>
internal sealed class FileTableBuilder
{
    private readonly TextPages _texts = new();
    private readonly List<FileRows> _parts = [];

    public bool IsEmpty => _parts.Count == 0;

    /// <summary>Adds a file that has nothing but this.</summary>
    /// <param name="path">Its path, decoded, as UTF-8.</param>
    /// <param name="partitionValues">Its partition values.</param>
    /// <param name="sizeBytes">Its length.</param>
    /// <param name="modificationTime">When it was written.</param>
    /// <param name="dataChange">Whether it changes rows.</param>
    /// <param name="hasStats">Whether it has statistics.</param>
    /// <param name="stats">They, as UTF-8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(
        ReadOnlySpan<byte> path, StringMap partitionValues, long sizeBytes, long modificationTime, bool dataChange,
        bool hasStats, ReadOnlySpan<byte> stats)
    {
        ref var row = ref Next(path, out var part);
        row.SizeBytes = sizeBytes;
        row.ModificationTime = modificationTime;
        row.DataChange = dataChange;
        row.StatsLength = hasStats ? stats.Length : FileRows.NoStats;
        row.Stats = hasStats ? _texts.Add(stats) : 0;
        part.PartitionValues[part.Count - 1] = partitionValues;
    }

    /// <summary>Adds any file.</summary>
    public void Add(AddFile file)
    {
        ref var row = ref Next(Encoding.UTF8.GetBytes(file.Key), out var part);
        row.SizeBytes = file.SizeBytes;
        part.Whole ??= new AddFile?[FileRows.Capacity];
        part.Whole[part.Count - 1] = file;
    }

    /// <summary>Adds the files of another builder, which are used from then on and must not be elsewhere.</summary>
    public void Add(FileList files) => _parts.AddRange(files.Parts);

    public FileTable Build() => new(_parts);

    public FileList ToList() => new(_parts, _parts.Sum(part => part.Count));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ref FileRow Next(ReadOnlySpan<byte> key, out FileRows part)
    {
        part = _parts.Count > 0 ? _parts[^1] : null!;
        if (part is null || part.Count == FileRows.Capacity || part.Texts != _texts)
            _parts.Add(part = new FileRows(_texts));
        ref var row = ref part.Rows[part.Count++];
        row = default;
        row.Key = _texts.Add(key);
        row.KeyLength = key.Length;
        row.Hash = FileTable.HashOf(key);
        return ref row;
    }
}
