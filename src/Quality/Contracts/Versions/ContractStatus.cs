using System.Globalization;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>What the status of a contract and its <c>endOfSupport</c> mean for records.</summary>
public static class ContractStatus
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];

    /// <summary>Whether the version is not agreed yet.</summary>
    public static bool IsDraft(Contract contract) => contract.Status is "draft" or "proposed";

    /// <summary>Whether its records are taken and counted as a warning.</summary>
    public static bool IsDeprecated(Contract contract) => contract.Status == "deprecated";

    /// <summary>Whether records are rejected that land at this time or later; <see cref="DateTimeOffset.MinValue"/> for all.</summary>
    public static DateTimeOffset? EndOfSupport(Contract contract) =>
        contract.EndOfSupport ?? (contract.Status == "retired" ? DateTimeOffset.MinValue : null);

    /// <summary>The end of support that a text says; null after a report, and for null.</summary>
    internal static DateTimeOffset? Read(MappingReader contract, string key, string? text)
    {
        if (text is null)
        {
            return null;
        }
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var end))
        {
            return end;
        }
        contract.Report(ErrorCodes.BadSupport, key, $"the 'endOfSupport' of {contract.Subject} is no time",
            "Write a day such as 2027-01-01, whose first moment counts in UTC, or a time such as 2027-01-01T00:00:00Z.");
        return null;
    }
}
