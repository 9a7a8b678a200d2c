using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commits;

/// <summary>The ids of rows, and the versions that changed them last (protocol, "Row Tracking").</summary>
internal static class RowTracking
{
    public const string Enabled = "delta.enableRowTracking";
    public const string RowIdColumn = "delta.rowTracking.materializedRowIdColumnName";
    public const string RowCommitVersionColumn = "delta.rowTracking.materializedRowCommitVersionColumnName";

    private const string Suspended = "delta.rowTrackingSuspended";
    private const string Preserved = "delta.rowTracking.preserved";
    private const string Domain = "delta.rowTracking";
    private const string HighWaterMark = "rowIdHighWaterMark";

    public static bool HasRowTracking(this Metadata metadata) => metadata.Flag(Enabled) && !metadata.Flag(Suspended);

    /// <summary>Properties of a table that shall track rows, with names for the two columns unless there are some.</summary>
    public static Dictionary<string, string> WithNames(IReadOnlyDictionary<string, string> properties, Func<Guid> newId)
    {
        var named = new Dictionary<string, string>(properties);
        named.TryAdd(RowIdColumn, $"_row-id-col-{newId():D}");
        named.TryAdd(RowCommitVersionColumn, $"_row-commit-version-col-{newId():D}");
        return named;
    }

    /// <summary>The two columns, of the id and of the commit version; none where rows are not tracked.</summary>
    /// <exception cref="DeltaException">DEL0304: the properties lack their names, or they are those of other columns.</exception>
    public static IReadOnlyList<StructField> Columns(string table, Metadata metadata)
    {
        if (!metadata.HasRowTracking()) return [];
        var (id, version) = (Column(table, metadata, RowIdColumn), Column(table, metadata, RowCommitVersionColumn));
        return id.Name != version.Name ? [id, version] : throw NotNamed(table, RowCommitVersionColumn);
    }

    /// <summary>Looks whether rows of these files can be written anew with their ids.</summary>
    /// <exception cref="DeltaException">DEL0304: as <see cref="Columns"/>; DEL0201: a file does not tell where its ids begin.</exception>
    public static void RequireIds(Snapshot snapshot, IEnumerable<AddFile> files)
    {
        if (Columns(snapshot.Table, snapshot.Metadata).Count == 0) return;
        if (files.FirstOrDefault(file => !file.HasIds()) is { } without)
            throw new DeltaException(
                ErrorCodes.MalformedCommit,
                $"{without.Path} of {snapshot.Table} does not tell where the ids of its rows begin, and its table tracks rows. "
                + "Write with another program.")
            { Table = snapshot.Table, Version = snapshot.Version, File = without.Path };
    }

    /// <summary>What <c>commitInfo</c> says of the ids of rows that the commit copied.</summary>
    public static Dictionary<string, string?> Tags(bool areKept) => new() { [Preserved] = areKept ? "true" : "false" };

    private static bool HasIds(this AddFile file) => file.BaseRowId is not null && file.DefaultRowCommitVersion is not null;

    private static StructField Column(string table, Metadata metadata, string property)
    {
        var name = metadata.Configuration.GetValueOrDefault(property) ?? "";
        var physical = JsonSerializer.Serialize(name, ActionWriter.Readable);
        var isTaken = metadata.Schema.Fields.Any(field => name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)
            || physical.Equals(field.Metadata.GetValueOrDefault(ColumnMapping.PhysicalNameKey), StringComparison.OrdinalIgnoreCase));
        return name.Length == 0 || isTaken ? throw NotNamed(table, property) : new StructField(name, PrimitiveType.Long)
        {
            Metadata = new Dictionary<string, string> { [ColumnMapping.PhysicalNameKey] = physical },
        };
    }

    private static DeltaException NotNamed(string table, string property) => new(
        ErrorCodes.InvalidProperty,
        $"{table} tracks rows, and its property {property} does not name a column of its own for them. Set it with another program.")
    { Table = table, Feature = TableFeatures.RowTracking };

    /// <summary>The actions of a commit, with ids for the files that have none, and how far ids are given.</summary>
    /// <param name="latest">The version before; null when there is none.</param>
    /// <param name="metadata">The table's metadata after the commit.</param>
    /// <param name="actions">The actions.</param>
    /// <exception cref="DeltaException">DEL0302: a file does not tell its number of rows; DEL0201: nor the table how far ids are given.</exception>
    public static IReadOnlyList<DeltaAction> Tracked(Snapshot? latest, Metadata metadata, IReadOnlyList<DeltaAction> actions)
    {
        var protocol = actions.OfType<Protocol>().FirstOrDefault() ?? latest!.Protocol;
        if (protocol.WriterFeatures?.Contains(TableFeatures.RowTracking) != true || metadata.Flag(Suspended)) return actions;
        var version = (latest?.Version ?? -1) + 1;
        var before = latest?.Domains.GetValueOrDefault(Domain);
        var given = before is null ? -1 : Read(latest!, before);
        var tracked = new List<DeltaAction>();
        foreach (var action in actions.Concat(Untracked(latest, metadata, actions)))
        {
            if (action is not AddFile add || add.HasIds())
            {
                tracked.Add(action);
                continue;
            }
            var rows = FileStatistics.ReadNumRecords(add.StatsJson)
                ?? throw new DeltaException(
                    ErrorCodes.UnsupportedWriterFeature,
                    $"{add.Path} does not tell its number of rows, and its table tracks rows. Commit it with statistics.")
                { Feature = TableFeatures.RowTracking, File = add.Path };
            tracked.Add(add with { BaseRowId = add.BaseRowId ?? given + 1, DefaultRowCommitVersion = add.DefaultRowCommitVersion ?? version });
            if (add.BaseRowId is null) given += rows;
        }
        var domain = new DomainMetadata(Domain, $$"""{"{{HighWaterMark}}":{{given}}}""", false);
        return domain == before || given < 0 ? tracked : [.. tracked, domain];
    }

    /// <summary>The files that are there without ids, when rows are tracked from now on.</summary>
    private static IEnumerable<AddFile> Untracked(Snapshot? latest, Metadata metadata, IReadOnlyList<DeltaAction> actions)
    {
        if (latest is null || !metadata.HasRowTracking() || latest.Metadata.HasRowTracking()) return [];
        var changed = actions.OfType<RemoveFile>().Select(remove => remove.Key)
            .Concat(actions.OfType<AddFile>().Select(add => add.Key)).ToHashSet();
        return latest.Files
            .Where(file => !file.HasIds() && !changed.Contains(file.Key))
            .Select(file => file with { DataChange = false });
    }

    private static long Read(Snapshot latest, DomainMetadata domain)
    {
        try
        {
            using var configuration = JsonDocument.Parse(domain.Configuration);
            return configuration.RootElement.GetProperty(HighWaterMark).GetInt64();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DeltaException(
                ErrorCodes.MalformedCommit,
                $"the domain {Domain} of {latest.Table} does not tell how far row ids are given. Write with another program.",
                error)
            { Table = latest.Table, Version = latest.Version };
        }
    }
}
