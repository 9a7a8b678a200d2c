using System.Globalization;
using System.Numerics;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>
/// Results as <c>dialect-cases.csv</c> writes them: numbers without trailing zeros, instants in UTC, rows and columns with marks
/// between them.
/// </summary>
internal static class ResultText
{
    public static string Of(IEnumerable<IReadOnlyList<object?>> rows) =>
        string.Join(" ; ", rows.Select(row => string.Join(" | ", row.Select(Of))));

    private static string Of(object? value) => value switch
    {
        null => "NULL",
        bool truth => truth ? "true" : "false",
        string text => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TimeSpan gap => $"interval {gap.Days} days, {gap:h\\:mm\\:ss}",
        decimal or DuckDBDecimal => Trimmed($"{value}"),
        float or double => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        IDictionary<string, object?> members => $"{{{string.Join(", ", members.Select(member => $"{member.Key}: {Of(member.Value)}"))}}}",
        IDictionary<object, object?> entries => $"{{{string.Join(", ", entries.Select(entry => $"{Of(entry.Key)}: {Of(entry.Value)}"))}}}",
        IEnumerable<object?> list => $"[{string.Join(", ", list.Select(Of))}]",
        BigInteger or IFormattable => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"There is no text for {value.GetType()}.", nameof(value)),
    };

    /// <summary>The shortest digits that give the number back.</summary>
    private static string Number(double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        return number == 0 ? "0"
            : double.IsFinite(number) && Math.Abs(number) < 1e15 && shortest.Contains('E', StringComparison.Ordinal)
                ? number.ToString("0.################################", CultureInfo.InvariantCulture)
                : shortest;
    }

    private static string Trimmed(string digits) => digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
