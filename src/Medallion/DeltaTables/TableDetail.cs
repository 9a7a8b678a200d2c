using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Medallion.DeltaTables;

/// <summary>What a Delta table is and holds, at one version.</summary>
public sealed record TableDetail
{
    /// <summary>Id of the table.</summary>
    public required string Id { get; init; }

    /// <summary>Name, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>Description, if it has one.</summary>
    public string? Description { get; init; }

    /// <summary>The version that is told of.</summary>
    public required long Version { get; init; }

    /// <summary>When that version was made.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>When the table was made, if it says so.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Columns the files are partitioned by.</summary>
    public required IReadOnlyList<string> PartitionColumns { get; init; }

    /// <summary>Number of data files.</summary>
    public required int NumFiles { get; init; }

    /// <summary>Sum of their sizes.</summary>
    public required long SizeInBytes { get; init; }

    /// <summary>Rows, by the files' statistics and deletion vectors; null when a file does not say.</summary>
    public long? NumRecords { get; init; }

    /// <summary>Rows that deletion vectors hide.</summary>
    public required long NumDeletedRecords { get; init; }

    /// <summary>Version that readers need.</summary>
    public required int MinReaderVersion { get; init; }

    /// <summary>Version that writers need.</summary>
    public required int MinWriterVersion { get; init; }

    /// <summary>Features that readers or writers need.</summary>
    public required IReadOnlyList<string> TableFeatures { get; init; }

    /// <summary>Table properties.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>Columns and their types.</summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    internal static TableDetail Of(Snapshot snapshot)
    {
        var deleted = snapshot.Files.Sum(file => file.DeletionVector?.Cardinality ?? 0);
        var counts = snapshot.Files.Select(file => FileStatistics.ReadNumRecords(file.StatsJson)).ToList();
        return new TableDetail
        {
            Id = snapshot.Metadata.Id,
            Name = snapshot.Metadata.Name,
            Description = snapshot.Metadata.Description,
            Version = snapshot.Version,
            LastModified = snapshot.Timestamp,
            CreatedAt = snapshot.Metadata.CreatedTime is { } created ? DateTimeOffset.FromUnixTimeMilliseconds(created) : null,
            PartitionColumns = snapshot.Metadata.PartitionColumns,
            NumFiles = snapshot.Files.Count,
            SizeInBytes = snapshot.SizeBytes,
            NumRecords = counts.All(count => count is not null) ? counts.Sum(count => count!.Value) - deleted : null,
            NumDeletedRecords = deleted,
            MinReaderVersion = snapshot.Protocol.MinReaderVersion,
            MinWriterVersion = snapshot.Protocol.MinWriterVersion,
            TableFeatures = [.. (snapshot.Protocol.ReaderFeatures ?? []).Union(snapshot.Protocol.WriterFeatures ?? [])
                .Order(StringComparer.Ordinal)],
            Properties = snapshot.Metadata.Configuration,
            Columns = [.. snapshot.Metadata.Schema.Fields.Select(field =>
                new TableColumn(field.Name, TypeText(field.Type), field.Nullable))],
        };
    }

    private static string TypeText(DataType type) => type switch
    {
        StructType row => $"struct<{string.Join(", ", row.Fields.Select(field => $"{field.Name}: {TypeText(field.Type)}"))}>",
        ArrayType array => $"array<{TypeText(array.ElementType)}>",
        MapType map => $"map<{TypeText(map.KeyType)}, {TypeText(map.ValueType)}>",
        _ => type.Name,
    };
}
