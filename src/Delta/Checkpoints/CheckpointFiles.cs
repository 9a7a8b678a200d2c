using System.Runtime.CompilerServices;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Takes the live files out of the <c>add</c> column of checkpoint files, without an object for each.</summary>
internal sealed class CheckpointFiles
{
    private static readonly string[] Uncommon =
        ["tags", "deletionVector", "baseRowId", "defaultRowCommitVersion", "clusteringProvider"];

    private readonly PartitionMaps _partitionValues = new();
    private readonly StringMapBuilder _tags = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(IColumn add, int rowCount, FileTableBuilder files)
    {
        var columns = new AddColumns(add);
        var uncommon = Uncommon.Select(add.Field).OfType<IColumn>().Where(column => HasValues(column, rowCount)).ToArray();
        var hasStats = columns.Stats is not null && HasValues(columns.Stats, rowCount);
        for (var row = 0; row < rowCount; row++)
        {
            if (add.IsNull(row) || !columns.Path.Has(row)) continue;
            var path = columns.Path!.GetBytes(row);
            var isCommon = AreNull(uncommon, row)
                && (hasStats ? columns.Stats.Has(row) || !columns.ParsedStats.Has(row) : !columns.ParsedStats.Has(row))
                && columns.DataChange.Flag(row) != true
                && !PathEncoding.IsEncoded(path);
            if (!isCommon)
            {
                files.Add(columns.File(row, _partitionValues, _tags));
                continue;
            }
            var stats = hasStats && columns.Stats.Has(row);
            files.Add(
                path,
                _partitionValues.Read(columns.PartitionValues, row),
                columns.Size.RequiredNumber(row, "add.size"),
                columns.ModificationTime.Number(row) ?? 0,
                dataChange: false,
                stats,
                stats ? columns.Stats!.GetBytes(row) : []);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreNull(IColumn[] columns, int row)
    {
        foreach (var column in columns)
            if (!column.IsNull(row)) return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HasValues(IColumn column, int rowCount)
    {
        for (var row = 0; row < rowCount; row++)
            if (!column.IsNull(row)) return true;
        return false;
    }

    private sealed class AddColumns(IColumn add)
    {
        private readonly IColumn? _tags = add.Field("tags");
        private readonly IColumn? _deletionVector = add.Field("deletionVector");
        private readonly IColumn? _baseRowId = add.Field("baseRowId");
        private readonly IColumn? _rowCommitVersion = add.Field("defaultRowCommitVersion");
        private readonly IColumn? _clusteringProvider = add.Field("clusteringProvider");

        public IColumn? Path { get; } = add.Field("path");

        public IColumn? PartitionValues { get; } = add.Field("partitionValues");

        public IColumn? Size { get; } = add.Field("size");

        public IColumn? ModificationTime { get; } = add.Field("modificationTime");

        public IColumn? DataChange { get; } = add.Field("dataChange");

        public IColumn? Stats { get; } = add.Field("stats");

        public IColumn? ParsedStats { get; } = add.Field("stats_parsed");

        public AddFile File(int row, PartitionMaps partitionValues, StringMapBuilder tags) => new()
        {
            Path = PathEncoding.Decode(Path.RequiredText(row, "add.path")),
            PartitionValues = partitionValues.Read(PartitionValues, row),
            SizeBytes = Size.RequiredNumber(row, "add.size"),
            ModificationTime = ModificationTime.Number(row) ?? 0,
            DataChange = DataChange.Flag(row) ?? false,
            StatsJson = Stats.Text(row) ?? (ParsedStats.Has(row) ? ParsedStats!.GetJson(row) : null),
            Tags = _tags.Map(row, tags),
            DeletionVector = _deletionVector.Vector(row),
            BaseRowId = _baseRowId.Number(row),
            DefaultRowCommitVersion = _rowCommitVersion.Number(row),
            ClusteringProvider = _clusteringProvider.Text(row),
        };
    }
}
