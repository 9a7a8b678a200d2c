using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations;

/// <summary>What is measured on all rows of a table at once: each expression once, however many expectations need it.</summary>
internal sealed class Scan
{
    private const string NoNaN = "FALSE";

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
            .Select(HasNaN).ToList();
        if (_windows.Count > 0 || (floating.Count == 0 && !table.HasFooter))
        {
            return null;
        }
        var (ofFooter, ofRows) = (_aggregates.FindAll(_ofFooter.Contains), _aggregates.FindAll(a => !_ofFooter.Contains(a)));
        (floating.Count == 0 ? ofFooter : ofRows).Add(floating.Count == 0 ? NoNaN : string.Join(" OR ", floating));
        if (!table.HasFooter || ofFooter.Count == 0 || ofRows.Count == 0)
        {
            return Select([.. _aggregates, floating.Count == 0 ? NoNaN : ofRows[^1]], table.Sql);
        }
        // On their own these cost no look at any row.
        var places = _aggregates.Append(floating.Count == 0 ? NoNaN : ofRows[^1])
            .Select(a => ofFooter.IndexOf(a) is >= 0 and var place ? $"f{place}" : $"r{ofRows.IndexOf(a)}");
        return $"""
            SELECT {string.Join(", ", places)}
            FROM ({Select(ofFooter.Select((a, i) => $"{a} AS f{i}"), table.Sql)})
            CROSS JOIN ({Select(ofRows.Select((a, i) => $"{a} AS r{i}"), table.Sql)})
            """;
    }

    // A sum or mean that is measured anyway tells it for nothing.
    private string HasNaN(TableColumn column)
    {
        var measured = new[] { $"sum({column.Sql})", $"avg({column.Sql})" }.FirstOrDefault(_aggregates.Contains) ?? $"max({column.Sql})";
        return $"coalesce(isnan({measured}), FALSE)";
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
