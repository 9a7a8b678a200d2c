using System.Globalization;
using Lakehouse.Medallion.Hashes;
using Lakehouse.Medallion.Parity;

namespace Lakehouse.Jobs.Output;

/// <summary>A certificate of parity as Markdown, for people and records.</summary>
internal static class ParityPage
{
    /// <summary>Writes it.</summary>
    public static void Write(ParityCertificate certificate, TextWriter output)
    {
        output.Write($"# Parity of {certificate.Project}: {certificate.Left} and {certificate.Right}\n\n");
        output.Write(certificate.Holds
            ? certificate.Tables.Count == 1 ? "**The one table is the same.**" : $"**All {certificate.Tables.Count} tables are the same.**"
            : $"**{certificate.Tables.Count(table => !table.Holds)} of {certificate.Tables.Count} tables differ.**");
        output.Write(FormattableString.Invariant($" Compared at {certificate.ComparedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        output.Write(certificate.Ignored.Count == 0 ? ".\n\n" : $", without {string.Join(", ", certificate.Ignored)}.\n\n");
        Table(
            output,
            ["table", "rows", "keys", "content hash", "schema", "version"],
            certificate.Tables.Select(table => new[]
            {
                table.Table,
                Both(table.Left?.Hash.Rows, table.Right?.Hash.Rows),
                Keys(table),
                Both(table.Left?.Hash, table.Right?.Hash),
                table.Left is null || table.Right is null ? "missing" : table.Schema.Count == 0 ? "same" : "differs",
                Both(table.Left?.Version, table.Right?.Version),
            }));
        output.Write("\n## Partitions\n\n");
        Table(
            output,
            ["table", "partition", "rows", "keys", "content hash"],
            certificate.Tables.SelectMany(table => table.Partitions.Select(partition => new[]
            {
                table.Table,
                partition.Partition,
                Both(partition.Left?.Rows, partition.Right?.Rows),
                partition.SameKeys switch { null => "", true => "same", false => "differ" },
                Both(partition.Left, partition.Right),
            })));
        foreach (var table in certificate.Tables.Where(table => !table.Holds))
        {
            output.Write($"\n## Differences of {table.Table}\n\n");
            foreach (var line in Differences(certificate, table))
            {
                output.Write($"- {line}\n");
            }
        }
        output.Flush();
    }

    private static IEnumerable<string> Differences(ParityCertificate certificate, TableParity table)
    {
        if (table.Left is null || table.Right is null)
        {
            yield return $"The table is not there on {(table.Left is null ? certificate.Left : certificate.Right)}.";
        }
        foreach (var column in table.Schema)
        {
            yield return $"{(column.Column is null ? "The partition columns" : $"`{column.Column}`")}: "
                + $"{column.Left ?? "not there"} on {certificate.Left}, {column.Right ?? "not there"} on {certificate.Right}.";
        }
        foreach (var row in table.Rows)
        {
            var name = string.Join(", ", row.Row.Select(value => $"`{value.Key}` {value.Value ?? "null"}"));
            yield return row.Columns.Count > 0
                ? $"{name}: other values of {string.Join(", ", row.Columns.Select(column => $"`{column}`"))}."
                : $"{name}: {row.Left} times on {certificate.Left}, {row.Right} times on {certificate.Right}.";
        }
    }

    private static string Keys(TableParity table) => (table.Left, table.Right) switch
    {
        ({ Keys: { } left }, { Keys: { } right }) => left == right ? "same" : "differ",
        _ => "",
    };

    private static string Both(object? left, object? right) =>
        Equals(left, right) ? Text(left) : $"{Text(left)} / {Text(right)}";

    private static string Text(object? value) => value switch
    {
        null => "none",
        ContentHash hash => $"`{hash}`",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static void Table(TextWriter output, string[] columns, IEnumerable<string[]> rows)
    {
        output.Write($"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => " --- |"))}\n");
        foreach (var row in rows)
        {
            output.Write($"| {string.Join(" | ", row)} |\n");
        }
    }
}
