using System.Text;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.Expectations.Dates;

namespace Lakehouse.Medallion.Suites;

/// <summary>Runs suites of expectations in DuckDB: one scan for all that can be aggregated, then only what it asks for.</summary>
public static class SuiteRunner
{
    /// <summary>Runs a suite.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="table">The rows, as the engine can read them.</param>
    /// <param name="format">How much the results tell.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="EngineException">The engine could not read the rows.</exception>
    public static Task<SuiteRun> RunAsync(
        DuckDbEngine engine,
        ExpectationSuite suite,
        CheckedRelation table,
        ResultFormat format,
        CancellationToken cancellationToken) => RunAsync(engine, suite, table, format, [], cancellationToken);

    private static async Task<SuiteRun> RunAsync(
        DuckDbEngine engine,
        ExpectationSuite suite,
        CheckedRelation table,
        ResultFormat format,
        IReadOnlyList<string> also,
        CancellationToken cancellationToken)
    {
        Register(engine);
        var plan = new SuitePlan(suite, table, format, also);
        var (scanned, sql) = await ScanAsync(engine, plan, cancellationToken).ConfigureAwait(false);
        var counted = await ReadAsync(engine, plan.CountSql(scanned), cancellationToken).ConfigureAwait(false);
        var told = await ReadAsync(engine, plan.RowsSql(scanned, counted), cancellationToken).ConfigureAwait(false);
        return new SuiteRun(plan.Judge(scanned, counted, told), sql) { Also = plan.Also(scanned) };
    }

    // Nearly always there is no NaN. Where there is one, or one may have stopped a function, each is taken for a missing value.
    private static async Task<(IReadOnlyList<object?> Values, string Sql)> ScanAsync(
        DuckDbEngine engine, SuitePlan plan, CancellationToken cancellationToken)
    {
        try
        {
            if (plan.QuickScanSql is { } quick
                && await ReadAsync(engine, quick, cancellationToken).ConfigureAwait(false) is [.., false] values)
            {
                return (values, quick);
            }
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            // The scan that follows tells what is wrong, if anything is.
        }
        return (await ReadAsync(engine, plan.ScanSql, cancellationToken).ConfigureAwait(false), plan.ScanSql ?? "");
    }

    /// <summary>Runs expectations that no suite names, and measures some aggregates in the same scan.</summary>
    internal static Task<SuiteRun> RunAsync(
        DuckDbEngine engine,
        IReadOnlyList<Expectation> expectations,
        IReadOnlyList<string> also,
        CheckedRelation table,
        CancellationToken cancellationToken) => RunAsync(
            engine, new ExpectationSuite(table.Name, expectations, default, ""), table, ResultFormat.Summary, also, cancellationToken);

    /// <summary>The columns of a relation, with DuckDB's names of their types.</summary>
    /// <exception cref="EngineException">It cannot be read.</exception>
    internal static async Task<IReadOnlyList<TableColumn>> ColumnsAsync(
        DuckDbEngine engine, string relation, CancellationToken cancellationToken) =>
        await engine.QueryAsync(
            $"describe select * from {relation}", row => new TableColumn(row.GetString(0), row.GetString(1)), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>The row that a select gives; empty for none.</summary>
    internal static async Task<IReadOnlyList<object?>> ReadAsync(
        DuckDbEngine engine, string? sql, CancellationToken cancellationToken)
    {
        if (sql is null)
        {
            return [];
        }
        var rows = await engine.QueryAsync(
            sql,
            row => Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetValue(i)).ToList(),
            cancellationToken).ConfigureAwait(false);
        // DuckDB gives no row at all for some joins of aggregates over an empty file; then the plain scan answers.
        return rows is [var row, ..] ? row : [];
    }

    private static void Register(DuckDbEngine engine)
    {
        engine.EnsureFunction(new DuckDBScalarFunction(
            SuiteFunctions.IsDate, [LogicalType.Varchar], LogicalType.Boolean, (input, output) =>
            {
                var texts = input.Column(0);
                for (var row = 0; row < input.RowCount; row++)
                {
                    output.Write(row, !texts.IsNull(row) && DateText.IsDate(Encoding.UTF8.GetString(texts.GetBytes(row))));
                }
            }));
        engine.EnsureFunction(new DuckDBScalarFunction(
            SuiteFunctions.MatchesSchema, [LogicalType.Varchar, LogicalType.Varchar], LogicalType.Boolean, () =>
            {
                var known = new Dictionary<string, ExpectedSchema>();
                return (input, output) =>
                {
                    var (texts, schemas) = (input.Column(0), input.Column(1));
                    for (var row = 0; row < input.RowCount; row++)
                    {
                        output.Write(row, !texts.IsNull(row) && Schema(known, schemas.GetBytes(row)).Matches(texts.GetBytes(row)));
                    }
                };
            }));
    }

    private static ExpectedSchema Schema(Dictionary<string, ExpectedSchema> known, ReadOnlySpan<byte> text)
    {
        var key = Encoding.UTF8.GetString(text);
        if (!known.TryGetValue(key, out var schema))
        {
            known[key] = schema = ExpectedSchema.Parse(key);
        }
        return schema;
    }
}
