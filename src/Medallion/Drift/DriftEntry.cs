using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Engine;

namespace Lakehouse.Medallion.Drift;

/// <summary>Something in records that their contract does not declare.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ContractVersion">The version that judged the records; null for <see cref="DriftKind.Others"/>.</param>
/// <param name="Path">Names from the root of the record, elements of arrays as <c>[]</c>; null for <see cref="DriftKind.Others"/>.</param>
/// <param name="Value">The value, its first 100 characters; null for a field, and where the contract classifies the property.</param>
/// <param name="Records">Records that hold it; for <see cref="DriftKind.Others"/> the sum over all.</param>
/// <param name="FirstSeen">When the first of them landed.</param>
/// <param name="LastSeen">When the last of them landed.</param>
public sealed record DriftEntry(
    DriftKind Kind,
    string? ContractVersion,
    string? Path,
    string? Value,
    long Records,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen)
{
    internal JsonObject ToJson() => new()
    {
        ["kind"] = Kind.ToString(),
        ["version"] = ContractVersion,
        ["path"] = Path,
        ["value"] = Value,
        ["records"] = Records,
        ["first"] = FirstSeen.ToString("O", CultureInfo.InvariantCulture),
        ["last"] = LastSeen.ToString("O", CultureInfo.InvariantCulture),
    };

    internal static DriftEntry FromJson(JsonElement json) => new(
        Enum.Parse<DriftKind>(json.GetProperty("kind").GetString()!), json.GetProperty("version").GetString(),
        json.GetProperty("path").GetString(), json.GetProperty("value").GetString(), json.GetProperty("records").GetInt64(),
        json.GetProperty("first").GetDateTimeOffset(), json.GetProperty("last").GetDateTimeOffset());

    // Columns: kind, version, path, value, records, first and last in microseconds.
    internal static DriftEntry Read(IRow row, int from = 0)
    {
        string? Text(int column) => row.IsDBNull(from + column) ? null : row.GetString(from + column);
        DateTimeOffset Time(int column) =>
            DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(from + column) * TimeSpan.TicksPerMicrosecond);
        return new DriftEntry(
            Enum.Parse<DriftKind>(row.GetString(from), ignoreCase: true),
            Text(1), Text(2), Text(3), row.GetInt64(from + 4), Time(5), Time(6));
    }
}
