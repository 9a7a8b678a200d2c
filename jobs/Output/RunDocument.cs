using Lakehouse.Medallion;
using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Jobs.Output;

/// <summary>What a run did, for programs.</summary>
internal static class RunDocument
{
    /// <summary>The document's content.</summary>
    public static object Of(RunReport report) => new
    {
        report.RunId,
        report.Status,
        report.StartedAt,
        report.EndedAt,
        report.ChangedAnything,
        Landed = report.Bronze.Select(Landed),
        Judged = report.Silver.Select(Judged),
        Products = report.Gold.Select(Product),
        Checks = report.Checks.Select(Check),
        report.Problems,
        report.Warnings,
    };

    private static object Landed(BronzeReport report) => new
    {
        report.Source,
        report.Files,
        report.SizeBytes,
        report.Records,
        report.Known,
        report.Unripe,
        report.Version,
        Seconds = report.Elapsed.TotalSeconds,
    };

    private static object Judged(SilverReport report) => new
    {
        report.Dataset,
        report.Balance.Read,
        report.Balance.Accepted,
        report.Balance.Duplicate,
        report.Balance.Quarantined,
        report.Balance.Parked,
        report.Balance.Unparked,
        report.Balance.Replayed,
        report.Balance.Withdrawn,
        report.Balance.Conflicts,
        report.Balance.Displaced,
        report.Balance.Undeclared,
        report.Errors,
        BronzeFrom = report.BronzeVersions?.First,
        BronzeTo = report.BronzeVersions?.Last,
        report.Partitions,
        report.Version,
        report.QuarantineVersion,
        Seconds = report.Elapsed.TotalSeconds,
    };

    private static object Product(GoldReport report) => new
    {
        report.Product,
        report.Build,
        report.Reason,
        report.Rows,
        report.Partitions,
        report.Version,
        Seconds = report.Elapsed.TotalSeconds,
    };

    private static object Check(CheckOutcome check) => new
    {
        check.Table,
        Check = check.Result.Name,
        check.Result.Measured,
        check.Result.Expected,
        check.Result.Passed,
        check.Result.Severity,
    };
}
