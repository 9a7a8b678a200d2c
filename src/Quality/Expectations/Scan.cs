using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations;

/// <summary>What is measured on all rows of a table at once: each expression once, however many expectations need it.</summary>
internal sealed class Scan
{
    private readonly List<string> _aggregates = [];
    private readonly HashSet<string> _ofFooter = [];
    private readonly List<string> _windows = [];
    private readonly List<string> _lateWindows = [];

    public IReadOnlyList<string> Aggregates => _aggregates;

    /// <summary>Adds an aggregate; the place of its value among the scan's.</summary>
    public int Add(string aggregate) => Place(_aggregates, aggregate);

    /// <summary>The same for what the footer of a Parquet file can tell: counts, least and greatest values of columns.</summary>
    public int AddOfFooter(string aggregate)
    {
        _ofFooter.Add(aggregate);
        return Add(aggregate);
    }

    /// <summary>Adds an expression over several rows; the column that has its value in each row.</summary>
    public string AddWindow(string expression) => Dialect.DuckDb.Identifier($"_window_{Place(_windows, expression)}");

    /// <summary>The same for the second look at the rows only.</summary>
    public string AddLateWindow(string expression) => Dialect.DuckDb.Identifier($"_late_{Place(_lateWindows, expression)}");

    /// <summary>The statement: one row, with the values in the order of their places.</summary>
    public string ToSql(CheckedRelation table) => Select(_aggregates, table.With(Named("_window_", _windows)));

    /// <summary>
    /// The same of rows without NaN, which need not be looked for in each of them, with one more value: true when there is a
    /// NaN after all, so that the others do not hold. Null where nothing would be gained.
    /// </summary>
    public string? ToSqlWithoutNaN(CheckedRelation table)
    {
        var floating = table.Columns.Where(column => column.IsFloating && _aggregates.Exists(a => a.Contains(column.Sql, StringComparison.Ordinal)))
            .Select(column => $"coalesce(isnan(max({column.Sql})), FALSE)").ToList();
        if (_windows.Count > 0 || (floating.Count == 0 && !table.HasFooter))
        {
            return null;
        }
        var hasNaN = floating.Count == 0 ? "FALSE" : string.Join(" OR ", floating);
        var (ofFooter, ofRows) = (_aggregates.FindAll(_ofFooter.Contains), _aggregates.FindAll(a => !_ofFooter.Contains(a)));
        if (!table.HasFooter || ofFooter.Count == 0)
        {
            return Select([.. _aggregates, hasNaN], table.Sql);
        }
        // On their own these cost no look at any row.
        return $"""
            SELECT {string.Join(", ", _aggregates.Select(a => _ofFooter.Contains(a) ? $"f{ofFooter.IndexOf(a)}" : $"r{ofRows.IndexOf(a)}"))}, r{ofRows.Count}
            FROM ({Select(ofFooter.Select((a, i) => $"{a} AS f{i}"), table.Sql)})
            CROSS JOIN ({Select(ofRows.Append(hasNaN).Select((a, i) => $"{a} AS r{i}"), table.Sql)})
            """;
    }

    private static string Select(IEnumerable<string> values, string relation) => $"SELECT {string.Join(",\n  ", values)}\nFROM {relation}";

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
