using System.Text.Json.Nodes;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations;

/// <summary>
/// How a suite is measured on a table: one scan for all that can be aggregated, and a second look where rows have to be
/// told, or are judged by what the scan found. Pure: it writes SQL for DuckDB and reads what that gives.
/// </summary>
public sealed class SuitePlan
{
    private readonly ExpectationSuite _suite;
    private readonly CheckedRelation _table;
    private readonly ResultFormat _format;
    private readonly Scan _scan = new();
    private readonly List<int> _also;
    private readonly List<PlannedExpectation> _planned;

    /// <summary>Plans a suite.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="table">The rows.</param>
    /// <param name="format">How much the results tell.</param>
    /// <param name="also">Aggregates of the table that someone else wants from the same scan.</param>
    public SuitePlan(ExpectationSuite suite, CheckedRelation table, ResultFormat format, IReadOnlyList<string> also)
    {
        (_suite, _table, _format) = (suite, table, format);
        _also = [.. also.Select(_scan.Add)];
        _planned = [.. suite.Expectations.Select(Plan)];
    }

    /// <summary>The first look: a select of one row; null when nothing has to be read.</summary>
    public string? ScanSql => _scan.Aggregates.Count == 0 ? null : _scan.ToSql(_table);

    /// <summary>The first look at rows in which no NaN is expected, with one more value: whether there is one after all.</summary>
    public string? QuickScanSql => _scan.Aggregates.Count == 0 ? null : _scan.ToSqlWithoutNaN(_table);

    /// <summary>The values of the aggregates that someone else wants.</summary>
    /// <param name="scanned">The row of the scan.</param>
    public IReadOnlyList<object?> Also(IReadOnlyList<object?> scanned) => [.. _also.Select(place => scanned[place])];

    /// <summary>The second look's counts: a select of one row; null when the scan told them all.</summary>
    /// <param name="scanned">The row of the scan, empty when there was none.</param>
    public string? CountSql(IReadOnlyList<object?> scanned)
    {
        var conditions = Late(scanned).Select(late => late.Condition).OfType<string>().ToList();
        return conditions.Count == 0 ? null
            : $"SELECT {string.Join(",\n  ", conditions.Select(c => $"count(CASE WHEN {c} THEN 1 END)"))}\n"
                + $"FROM {_scan.LateRows(_table)}";
    }

    /// <summary>The unexpected values: a select of one row with a list a column; null when none has to be told.</summary>
    /// <param name="scanned">The row of the scan.</param>
    /// <param name="counted">The row of the second look's counts, empty when there was none.</param>
    public string? RowsSql(IReadOnlyList<object?> scanned, IReadOnlyList<object?> counted)
    {
        var told = Told(scanned, counted).ToList();
        return told.Count == 0 ? null
            : $"SELECT {string.Join(",\n  ", told.Select(row => Unexpected(row, row.Condition(scanned)!)))}\n"
                + $"FROM {_scan.LateRows(_table)}";
    }

    /// <summary>The results.</summary>
    /// <param name="scanned">The row of the scan.</param>
    /// <param name="counted">The row of the second look's counts.</param>
    /// <param name="told">The row of the unexpected values, empty when none were asked for.</param>
    public SuiteResult Judge(IReadOnlyList<object?> scanned, IReadOnlyList<object?> counted, IReadOnlyList<object?> told)
    {
        var counts = Counts(scanned, counted);
        var rows = new Dictionary<RowExpectation, IReadOnlyList<JsonNode?>>(ReferenceEqualityComparer.Instance);
        foreach (var (row, list) in Told(scanned, counted).Zip(told))
        {
            rows[row] = ResultJson.List(list);
        }
        var results = new List<ExpectationResult>();
        foreach (var (expectation, planned) in _suite.Expectations.Zip(_planned))
        {
            results.Add(planned switch
            {
                FailedExpectation failed => ExpectationResult.Failed(expectation, failed.Reason),
                ValueExpectation value => Judge(expectation, value, scanned),
                RowExpectation row => RowResults.Of(
                    expectation, row, scanned, counts[row], rows.GetValueOrDefault(row, []), _format,
                    row.Condition(scanned) is { } condition ? $"SELECT * FROM {_scan.LateRows(_table)} WHERE {condition}" : null,
                    _table),
                _ => throw new InvalidOperationException($"There is no expectation {planned.GetType()}."),
            });
        }
        return new SuiteResult(_suite, _table.Name, _format, results);
    }

    private ExpectationResult Judge(Expectation expectation, ValueExpectation value, IReadOnlyList<object?> scanned)
    {
        try
        {
            var observation = value.Judge(scanned);
            return new ExpectationResult(expectation, observation.Success, _format == ResultFormat.BooleanOnly ? [] : observation.Result);
        }
        catch (ExpectationException e)
        {
            return ExpectationResult.Failed(expectation, e.Message);
        }
    }

    private PlannedExpectation Plan(Expectation expectation)
    {
        try
        {
            return expectation.Type.Plan(new PlanContext(expectation, _table, _scan));
        }
        catch (ExpectationException e)
        {
            return new FailedExpectation(e.Message);
        }
    }

    private IEnumerable<(RowExpectation Row, string? Condition)> Late(IReadOnlyList<object?> scanned) =>
        _planned.OfType<RowExpectation>().Where(row => row.Unexpecteds is null).Select(row => (row, row.Condition(scanned)));

    private Dictionary<RowExpectation, long> Counts(IReadOnlyList<object?> scanned, IReadOnlyList<object?> counted)
    {
        var counts = new Dictionary<RowExpectation, long>(ReferenceEqualityComparer.Instance);
        foreach (var row in _planned.OfType<RowExpectation>().Where(row => row.Unexpecteds is not null))
        {
            counts[row] = (long)scanned[row.Unexpecteds!.Value]!;
        }
        var next = 0;
        foreach (var (row, condition) in Late(scanned))
        {
            counts[row] = condition is null ? 0 : (long)counted[next++]!;
        }
        return counts;
    }

    private IEnumerable<RowExpectation> Told(IReadOnlyList<object?> scanned, IReadOnlyList<object?> counted)
    {
        var counts = Counts(scanned, counted);
        return _format == ResultFormat.BooleanOnly ? [] : _planned.OfType<RowExpectation>().Where(row => counts[row] > 0);
    }

    // In the order of the rows; where they have none, in the order of the values, so that the same are told each time.
    private string Unexpected(RowExpectation row, string condition)
    {
        var position = _table.Position is { } name ? Dialect.DuckDb.Identifier(name) : null;
        var members = row.Columns.Select((column, i) => $"v{i}: {column.Sql}")
            .Concat(_table.Keys.Select((key, i) => $"k{i}: {Dialect.DuckDb.Identifier(key)}"));
        var value = $"{{{string.Join(", ", position is null ? members : members.Prepend($"p: {position}"))}}}";
        var list = (_format, position) switch
        {
            (ResultFormat.Complete, _) => $"list({value} ORDER BY {position ?? value})",
            (_, null) => $"min({value}, {ResultFormats.PartialCount})",
            _ => $"arg_min({value}, {position}, {ResultFormats.PartialCount})",
        };
        return $"{list} FILTER (WHERE {condition})";
    }
}
