using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Profiling;

/// <summary>The checks that the values of a column suggest; all of them hold now, none need hold tomorrow.</summary>
/// <param name="Column">The column.</param>
internal sealed partial record ColumnProposal(ColumnProfile Column)
{
    private const int MostValues = 10;
    private const int RowsForEachValue = 10;
    private const string Special = @"\.+*?()|[]{}^$";

    /// <summary>The proposals of a table, without the columns that Medallion itself adds.</summary>
    public static IEnumerable<ColumnProposal> Of(TableProfile profile) =>
        profile.Columns.Where(column => !ReservedColumns.Contains(column.Name)).Select(column => new ColumnProposal(column));

    private long Given => Column.Rows - Column.Nulls;

    private bool IsText => Column.Type == "VARCHAR";

    /// <summary>Every row has a value.</summary>
    public bool IsRequired => Column.Rows > 0 && Column.Nulls == 0;

    /// <summary>No value comes twice.</summary>
    public bool IsUnique => Given > 1 && Column.Distinct == Given && Column.Type is not ("DOUBLE" or "FLOAT" or "BOOLEAN");

    /// <summary>The few values that there are; null when there are many, or few rows, or they are no plain words.</summary>
    public IReadOnlyList<JsonNode?>? Values => IsText && Column.Distinct is > 0 and <= MostValues
        && Given >= Column.Distinct * RowsForEachValue && Column.TopValues.Count == Column.Distinct
        && !Column.TopValues.Any(value => value.Value!.GetValue<string>().Any(char.IsControl))
            ? [.. Column.TopValues.Select(value => value.Value?.DeepClone()).OrderBy(value => $"{value}", StringComparer.Ordinal)]
            : null;

    /// <summary>Whether the numbers have bounds.</summary>
    public bool HasBounds => Column.Mean is not null && Given > 0 && !IsUnique;

    /// <summary>The one form that all texts have, as a regular expression; null when there are several.</summary>
    public string? Pattern => IsText && Values is null && Given > 1 && Column.Patterns is [{ } only] && only.Count == Given
        && only.Value!.GetValue<string>() is { Length: > 0 and <= 40 } form && form.Contains('9', StringComparison.Ordinal)
            ? $"^{Runs().Replace(form, Class)}$"
            : null;

    private static string Class(Match run)
    {
        var letter = run.Value[0] switch
        {
            '9' => "[0-9]",
            'a' => "[a-z]",
            'A' => "[A-Z]",
            var other when Special.Contains(other, StringComparison.Ordinal) => $"\\{other}",
            var other => $"{other}",
        };
        return run.Length == 1 ? letter : $"{letter}{{{run.Length}}}";
    }

    [GeneratedRegex(@"(.)\1*", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Runs();
}
