using System.Runtime.InteropServices;
using System.Text;

namespace Lakehouse.Benchmarks;

/// <summary>Writes the results for docs/benchmarks.md.</summary>
internal static class MarkdownReport
{
    public static string Write(BenchmarkOptions options, IEnumerable<ReportRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB; {options.Events:N0} events; "
            + $"medians of {options.Repeat}, both sides in turn; every result equals the generator's answers.");
        text.AppendLine();
        text.AppendLine("| What | Ours | Compared with | Result | Aim |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var row in rows)
        {
            text.AppendLine(Line(row));
        }

        return text.ToString();
    }

    public static string Line(ReportRow row) => $"| {row.What} | {row.Ours} | {row.Other} | {row.Result} | {row.Aim} |";

    public static string Seconds(double milliseconds) => $"{milliseconds / 1000:0.00} s";

    public static string Memory(long bytes) => $"{bytes / (double)(1 << 30):0.00} GiB";

    public static string Ratio(double ours, double other) => $"{ours / other:0.00}x";
}
