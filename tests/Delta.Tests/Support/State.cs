using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>Describes a snapshot as text, so that two can be compared whole.</summary>
internal static class State
{
    public static string Describe(Snapshot snapshot)
    {
        IEnumerable<DeltaAction> actions =
        [
            snapshot.Protocol,
            snapshot.Metadata,
            .. snapshot.Transactions.Values.OrderBy(transaction => transaction.AppId, StringComparer.Ordinal),
            .. snapshot.Domains.Values.OrderBy(domain => domain.Domain, StringComparer.Ordinal),
            .. snapshot.Files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file with { DataChange = false }),
        ];
        return $"{snapshot.Version} {snapshot.Timestamp:O} {snapshot.SizeBytes}\n"
            + Encoding.UTF8.GetString(CommitFile.Write(actions).Span);
    }

    public static string Files(Snapshot snapshot) =>
        string.Join(' ', snapshot.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
}
