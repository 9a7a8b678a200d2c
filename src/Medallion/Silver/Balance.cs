using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Medallion.Silver;

/// <summary>Where the records that were read went; every record is in exactly one of the counts that add up to <see cref="Read"/>.</summary>
public sealed record Balance
{
    /// <summary>Records read from Bronze.</summary>
    public long Read { get; init; }

    /// <summary>Rows added to Silver.</summary>
    public long Accepted { get; init; }

    /// <summary>Valid records whose key was there before, or comes earlier in landing order.</summary>
    public long Duplicate { get; init; }

    /// <summary>Records with at least one error, and rows of Silver that lost against an earlier one.</summary>
    public long Quarantined { get; init; }

    /// <summary>Records that wait from now on for what they refer to.</summary>
    public long Parked { get; init; }

    /// <summary>Records that had waited and went to another place.</summary>
    public long Unparked { get; init; }

    /// <summary>Records that other records had kept in quarantine and that left it.</summary>
    public long Replayed { get; init; }

    /// <summary>Rows of Silver that went to quarantine: an earlier row has the value that must be unique.</summary>
    public long Withdrawn { get; init; }

    /// <summary>Of the duplicates, those with another payload than the row that is kept.</summary>
    public long Conflicts { get; init; }

    /// <summary>Rows of Silver that gave way to an accepted record which comes earlier in landing order.</summary>
    public long Displaced { get; init; }

    /// <summary>Of the accepted, those with members that the contract does not declare.</summary>
    public long Undeclared { get; init; }

    /// <summary>Records that were kept somewhere and went to another place.</summary>
    public long CameBack => Unparked + Replayed + Withdrawn;

    /// <summary>Whether every record that was read, or came back, went somewhere, once.</summary>
    public bool IsTrue => Read + CameBack == Accepted + Duplicate + Quarantined + Parked;

    internal JsonObject ToJson() => new()
    {
        ["read"] = Read,
        ["accepted"] = Accepted,
        ["duplicate"] = Duplicate,
        ["quarantined"] = Quarantined,
        ["parked"] = Parked,
        ["unparked"] = Unparked,
        ["replayed"] = Replayed,
        ["withdrawn"] = Withdrawn,
        ["conflicts"] = Conflicts,
        ["displaced"] = Displaced,
        ["undeclared"] = Undeclared,
    };

    internal static Balance FromJson(JsonElement json)
    {
        long Count(string name) => json.TryGetProperty(name, out var count) ? count.GetInt64() : 0;
        return new Balance
        {
            Read = Count("read"),
            Accepted = Count("accepted"),
            Duplicate = Count("duplicate"),
            Quarantined = Count("quarantined"),
            Parked = Count("parked"),
            Unparked = Count("unparked"),
            Replayed = Count("replayed"),
            Withdrawn = Count("withdrawn"),
            Conflicts = Count("conflicts"),
            Displaced = Count("displaced"),
            Undeclared = Count("undeclared"),
        };
    }

    /// <summary>Both balances in one.</summary>
    public Balance Add(Balance other) => new()
    {
        Read = Read + other.Read,
        Accepted = Accepted + other.Accepted,
        Duplicate = Duplicate + other.Duplicate,
        Quarantined = Quarantined + other.Quarantined,
        Parked = Parked + other.Parked,
        Unparked = Unparked + other.Unparked,
        Replayed = Replayed + other.Replayed,
        Withdrawn = Withdrawn + other.Withdrawn,
        Conflicts = Conflicts + other.Conflicts,
        Displaced = Displaced + other.Displaced,
        Undeclared = Undeclared + other.Undeclared,
    };
}
