using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations;

/// <summary>What is measured on all rows of a table at once: each expression once, however many expectations need it.</summary>
internal sealed class Scan
{
    private readonly List<string> _aggregates = [];
    private readonly List<string> _windows = [];
    private readonly List<string> _lateWindows = [];

    public IReadOnlyList<string> Aggregates => _aggregates;

    /// <summary>Adds an aggregate; the place of its value among the scan's.</summary>
    public int Add(string aggregate) => Place(_aggregates, aggregate);

    /// <summary>Adds an expression over several rows; the column that has its value in each row.</summary>
    public string AddWindow(string expression) => Dialect.DuckDb.Identifier($"_window_{Place(_windows, expression)}");

    /// <summary>The same for the second look at the rows only.</summary>
    public string AddLateWindow(string expression) => Dialect.DuckDb.Identifier($"_late_{Place(_lateWindows, expression)}");

    /// <summary>The statement: one row, with the values in the order of their places.</summary>
    public string ToSql(CheckedRelation table) =>
        $"SELECT {string.Join(",\n  ", _aggregates)}\nFROM {table.With(Named("_window_", _windows))}";

    /// <summary>The rows with all expressions, for the second look.</summary>
    public string LateRows(CheckedRelation table) =>
        table.With([.. Named("_window_", _windows), .. Named("_late_", _lateWindows)]);

    private static IReadOnlyList<string> Named(string prefix, List<string> expressions) =>
        [.. expressions.Select((e, i) => $"{e} AS {Dialect.DuckDb.Identifier($"{prefix}{i}")}")];

    private static int Place(List<string> list, string item)
    {
        var place = list.IndexOf(item);
        if (place < 0)
        {
            list.Add(item);
            place = list.Count - 1;
        }
        return place;
    }
}
