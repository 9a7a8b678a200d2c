using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Scans;

/// <summary>The files of a snapshot that may hold rows of a condition; made by <see cref="Snapshot.Scan"/>.</summary>
public sealed class Scan
{
    internal Scan(Snapshot snapshot, IReadOnlyList<string>? columns, Predicate? predicate)
    {
        Snapshot = snapshot;
        Schema = columns is null ? snapshot.Metadata.Schema : Select(snapshot.Metadata.Schema, columns);
        Predicate = predicate;
        var mode = snapshot.ColumnMapping;
        var physicalNames = snapshot.PartitionFields().ToDictionary(
            field => field.Name, field => field.PhysicalName(mode));
        var isMapped = physicalNames.Any(name => name.Key != name.Value);
        // Some writers leave out partition values that are null.
        var filter = predicate is null ? null : new FileFilter(snapshot, predicate);
        Files = [.. snapshot.Files
            .Where(file => filter?.MayMatch(file) != false)
            .Select(file => new ScanFile(file, isMapped || file.PartitionValues.Count < physicalNames.Count
                ? Logical(file, physicalNames) : file.PartitionValues))];
    }

    private Scan(Scan scan, IReadOnlyList<ScanFile> files)
    {
        Snapshot = scan.Snapshot;
        Schema = scan.Schema;
        Predicate = scan.Predicate;
        Files = files;
    }

    /// <summary>The version that is read.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>The columns that are read, in the order asked for.</summary>
    public StructType Schema { get; }

    /// <summary>The condition; null when every row is wanted. Files are left out by it, rows are not.</summary>
    public Predicate? Predicate { get; }

    /// <summary>The files that may hold rows of the condition.</summary>
    public IReadOnlyList<ScanFile> Files { get; }

    /// <summary>The same scan of some of its files.</summary>
    public Scan Of(IReadOnlyList<ScanFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new Scan(this, files);
    }

    private static StructType Select(StructType schema, IReadOnlyList<string> columns) => new([.. columns.Select(
        column => schema.Fields.FirstOrDefault(field => field.Name == column)
            ?? throw new ArgumentException($"there is no column '{column}'", nameof(columns)))]);

    private static Dictionary<string, string?> Logical(AddFile file, Dictionary<string, string> physicalNames) =>
        physicalNames.ToDictionary(name => name.Key, name => file.PartitionValues.GetValueOrDefault(name.Value));
}
