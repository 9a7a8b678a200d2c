using Lakehouse.Medallion;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Jobs.Output;

/// <summary>What a run did, for people: where every record went, which errors there were, which products were built and why.</summary>
internal static class BalanceSheet
{
    /// <summary>Writes it.</summary>
    public static void Write(RunReport report, Terminal terminal)
    {
        var output = terminal.Data;
        output.WriteLine($"Run {report.RunId}: {report.Status} in {Amount.Of((report.EndedAt ?? report.StartedAt) - report.StartedAt)}");
        if (!report.ChangedAnything && !report.Problems.Any())
        {
            output.WriteLine($"Nothing to do: {report.Bronze.Sum(source => source.Known):N0} files are known, nothing is new.");
            return;
        }
        WriteLanded(report, terminal);
        WriteJudged(report, terminal);
        WriteErrors(report, terminal);
        WriteProducts(report, terminal);
        WriteChecks(report, terminal);
        output.WriteLine();
        output.Flush();
    }

    private static void WriteLanded(RunReport report, Terminal terminal) => Section(
        terminal,
        ["landed", "files", "size", "records", "known", "version", "time"],
        report.Bronze.Select(r => new object?[]
        {
            r.Source, Amount.Of(r.Files), Amount.OfBytes(r.SizeBytes), Amount.Of(r.Records), Amount.Of(r.Known), r.Version,
            Amount.Of(r.Elapsed),
        }));

    private static void WriteJudged(RunReport report, Terminal terminal)
    {
        // Where records depend on others, some come back from where they were kept, and some wait.
        var withheld = report.Silver.Any(r => r.Balance is not { Parked: 0, CameBack: 0 });
        var rows = report.Silver.Select(r => Row(r.Dataset, r.Balance, r.Version, r.Elapsed));
        if (report.Silver.Count > 1)
        {
            var sum = report.Silver.Aggregate(new Balance(), (total, r) => total.Add(r.Balance));
            rows = rows.Append(Row("all", sum, null, report.Silver.Aggregate(TimeSpan.Zero, (total, r) => total + r.Elapsed)));
        }
        string[] read = withheld ? ["judged", "read", "+ came back"] : ["judged", "read"];
        string[] parked = withheld ? ["+ parked"] : [];
        string[] columns = [.. read, "= accepted", "+ duplicate", "+ quarantined", .. parked, "conflicts", "version", "time"];
        Section(terminal, columns, rows);

        object?[] Row(string name, Balance balance, long? version, TimeSpan elapsed) =>
        [
            name, Amount.Of(balance.Read), .. withheld ? (object[])[Amount.Of(balance.CameBack)] : [],
            Amount.Of(balance.Accepted), Amount.Of(balance.Duplicate), Amount.Of(balance.Quarantined),
            .. withheld ? (object[])[Amount.Of(balance.Parked)] : [],
            Amount.Of(balance.Conflicts), version, Amount.Of(elapsed),
        ];
    }

    private static void WriteErrors(RunReport report, Terminal terminal)
    {
        var datasets = report.Silver.Where(r => r.Errors.Count > 0).ToList();
        var codes = datasets.SelectMany(r => r.Errors)
            .GroupBy(error => error.Key)
            .OrderByDescending(group => group.Sum(error => error.Value)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key);
        Section(
            terminal,
            ["records with", .. datasets.Select(r => r.Dataset)],
            codes.Select(code => (object?[])[code, .. datasets.Select(r => (object?)Amount.Of(r.Errors.GetValueOrDefault(code)))]));
    }

    private static void WriteProducts(RunReport report, Terminal terminal) => Section(
        terminal,
        ["product", "built", "rows", "version", "time", "why"],
        report.Gold.Select(r => new object?[]
        {
            r.Product, Build(r), Amount.Of(r.Rows), r.Version, Amount.Of(r.Elapsed), r.Reason,
        }));

    private static void WriteChecks(RunReport report, Terminal terminal) => Section(
        terminal,
        ["failed check", "of", "measured", "expected", "severity"],
        report.Checks.Where(check => !check.Result.Passed).Select(check => new object?[]
        {
            check.Result.Name, check.Table, check.Result.Measured?.ToString("0.######"), check.Result.Expected,
            check.Result.Severity.ToString().ToLowerInvariant(),
        }));

    private static string Build(GoldReport report) => report.Build switch
    {
        GoldBuild.Partitions => $"{report.Partitions} partition{(report.Partitions == 1 ? "" : "s")}",
        GoldBuild.Current => "-",
        var build => build.ToString().ToLowerInvariant(),
    };

    private static void Section(Terminal terminal, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var list = rows.ToList();
        if (list.Count > 0)
        {
            terminal.Data.WriteLine();
            terminal.Table(columns, list);
        }
    }
}
