using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commits;

/// <summary>Gives the rows of new files their ids (protocol, "Row Tracking").</summary>
internal static class RowTracking
{
    public const string Enabled = "delta.enableRowTracking";
    public const string RowIdColumn = "delta.rowTracking.materializedRowIdColumnName";
    public const string RowCommitVersionColumn = "delta.rowTracking.materializedRowCommitVersionColumnName";

    private const string Suspended = "delta.rowTrackingSuspended";
    private const string Domain = "delta.rowTracking";
    private const string HighWaterMark = "rowIdHighWaterMark";

    public static bool HasRowTracking(this Metadata metadata) => metadata.Flag(Enabled);

    /// <summary>Refuses what would write rows anew that keep their ids: these would need columns of their own in the files.</summary>
    /// <exception cref="DeltaException">DEL0302: the table tracks rows.</exception>
    public static void RequireNoCopies(string table, Metadata metadata)
    {
        if (metadata.HasRowTracking())
            throw new DeltaException(
                ErrorCodes.UnsupportedWriterFeature,
                $"rows of {table} keep ids, and would have to be copied into other files with them, which is not supported. "
                + $"Change them with another program, or set {Enabled} to false.")
            { Table = table, Feature = TableFeatures.RowTracking };
    }

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
        foreach (var action in actions)
        {
            if (action is not AddFile add || (add.BaseRowId is not null && add.DefaultRowCommitVersion is not null))
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
