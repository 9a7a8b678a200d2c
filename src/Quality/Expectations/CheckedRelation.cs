namespace Lakehouse.Quality.Expectations;

/// <summary>The rows that a suite is run on.</summary>
/// <param name="Name">What to call them, such as <c>silver.orders</c>; the <c>batch_id</c> of the results.</param>
/// <param name="Sql">SQL that can follow FROM and gives the columns.</param>
/// <param name="Columns">The columns, in order.</param>
public sealed record CheckedRelation(string Name, string Sql, IReadOnlyList<TableColumn> Columns)
{
    /// <summary>
    /// A column, not among <see cref="Columns"/>, that numbers the rows from 0 in their order; null when rows have no order,
    /// as those of a Delta table.
    /// </summary>
    public string? Position { get; init; }

    /// <summary>Whether the rows are one Parquet file, whose footer knows counts, least and greatest values.</summary>
    public bool HasFooter { get; init; }

    /// <summary>Columns that tell rows apart; unexpected rows are told by their values in them, instead of by position.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Other tables that expectations compare with, by name: SQL that can follow FROM.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <exception cref="ExpectationException">There is no such column.</exception>
    internal TableColumn Column(string name) => Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ExpectationException(
            $"the table has no column '{name}'. {NameGuess.Suggest(name, [.. Columns.Select(c => c.Name)])}");

    /// <summary>The rows, with what depends on other rows.</summary>
    internal string With(IReadOnlyList<string> windows)
    {
        var replaced = Columns.Select(Replacement).OfType<string>().ToList();
        var rows = replaced.Count == 0 ? Sql : $"(SELECT * REPLACE ({string.Join(", ", replaced)}) FROM {Sql})";
        return windows.Count == 0 ? rows : $"(SELECT *, {string.Join(", ", windows)} FROM {rows})";
    }

    // NaN is a missing value, as in pandas; times are told in microseconds.
    private static string? Replacement(TableColumn column) => column switch
    {
        { IsFloating: true } => $"nullif({column.Sql}, CAST('NaN' AS {column.Type})) AS {column.Sql}",
        { Type: "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S" } => $"CAST({column.Sql} AS TIMESTAMP) AS {column.Sql}",
        _ => null,
    };
}
