using Lakehouse.Delta.Ports;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Parquet;

/// <summary>Where the values of a struct column stand in a Parquet file, by the row groups that were looked at.</summary>
/// <param name="column">What is read of it.</param>
internal sealed class ColumnChunks(LogColumn column)
{
    // The footer does not tell an empty list from none.
    private static readonly string[] ListLevels = ["list", "array", "bag"];

    private const int Few = 1_000;

    private readonly Dictionary<string, long> _used = [];
    private long _first;
    private long _end;
    private long _total;
    private bool _isExact = true;

    public string Column => column.Name;

    private string Required => column.Required;

    /// <summary>How many values there are.</summary>
    public long Used => _used.GetValueOrDefault(Required);

    /// <summary>SQL for the columns of one query; where there are several, a row has a value in one of them.</summary>
    public static string ValuesOf(IReadOnlyList<ColumnChunks> together) => together is [var alone]
        ? alone.Value
        : string.Join(", ", together.Select(chunks => $"case when {chunks.Of(chunks.Required)} is not null then {chunks.Value} end"));

    /// <summary>SQL for the column with the fields that have values: others cost as much as those.</summary>
    private string Value => $"struct_pack({string.Join(", ", column.Fields.Where(IsRead).Select(
        name => $"{Sql.Name(name)} := {Of(name)}"))})";

    /// <summary>The columns that are read by one query: those of few values together, each other one alone.</summary>
    public static IEnumerable<IReadOnlyList<ColumnChunks>> Together(IReadOnlyList<ColumnChunks> columns)
    {
        var few = columns.Where(chunks => chunks.Used <= Few).ToList();
        return columns.Except(few).Select(chunks => (IReadOnlyList<ColumnChunks>)[chunks]).Concat(few.Count > 0 ? [few] : []);
    }

    /// <summary>SQL that leaves out rows without a value, where that is worth it: the test takes as long as the reading.</summary>
    public static string RowsOf(IReadOnlyList<ColumnChunks> together)
    {
        var (first, end) = (together.Min(chunks => chunks._first), together.Max(chunks => chunks._end));
        var (used, total) = (together.Sum(chunks => chunks.Used), together[0]._total);
        var range = end - first < total ? $"file_row_number >= {first} and file_row_number < {end}" : "true";
        return used < total / 2
            ? $"where {range} and ({string.Join(" or ", together.Select(chunks => $"{chunks.Of(chunks.Required)} is not null"))}) "
                + $"limit {used}"
            : $"where {range}";
    }

    /// <summary>Adds a field's part of the next row group.</summary>
    /// <param name="path">The field and what is nested in it, as the footer names it.</param>
    /// <param name="rows">Rows of the group.</param>
    /// <param name="used">How many of them have a value; null when the footer does not tell.</param>
    public void Add(ReadOnlySpan<string> path, long rows, long? used)
    {
        _isExact &= used is not null;
        var counted = path.ContainsAny(ListLevels) ? rows : used ?? rows;
        if (path is [var only] && only == Required)
        {
            if (counted > 0)
            {
                _first = Used == 0 ? _total : _first;
                _end = _total + rows;
            }
            _total += rows;
        }
        _used[path[0]] = _used.GetValueOrDefault(path[0]) + counted;
    }

    private bool IsRead(string field) => _used.GetValueOrDefault(field) > 0
        && (field != column.Fallback?.Field || !_isExact || _used.GetValueOrDefault(column.Fallback.Value.SameAs) < Used);

    private string Of(string field) => $"{Sql.Name(column.Name)}.{Sql.Name(field)}";
}
