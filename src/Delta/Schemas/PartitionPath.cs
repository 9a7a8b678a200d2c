using System.Text;

namespace Lakehouse.Delta.Schemas;

/// <summary>
/// Directory names for partitions. They are a convention: the values that count stand in the log.
/// </summary>
public static class PartitionPath
{
    private const string NullName = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>
    /// The directory of a partition below the table's root, such as <c>event_date=2026-01-01/country=DE</c>; empty for
    /// an unpartitioned table.
    /// </summary>
    /// <param name="partitionColumns">The columns, in the table's order.</param>
    /// <param name="partitionValues">A value for each, encoded; null or empty text is null.</param>
    /// <returns>Names of letters, digits, <c>-</c>, <c>_</c>, <c>.</c> and percent-encoded bytes.</returns>
    public static string For(
        IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string?> partitionValues)
    {
        ArgumentNullException.ThrowIfNull(partitionColumns);
        ArgumentNullException.ThrowIfNull(partitionValues);
        return string.Join('/', partitionColumns.Select(column => $"{Escape(column)}={Name(partitionValues[column])}"));
    }

    private static string Name(string? value) => string.IsNullOrEmpty(value) ? NullName : Escape(value);

    private static string Escape(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_' or (byte)'.')
                name.Append((char)value);
            else name.Append('%').Append(value.ToString("X2"));
        }
        return name.ToString();
    }
}
