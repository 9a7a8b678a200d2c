using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Spark;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Silver;

/// <summary>
/// Keeps the verdicts of a step on Spark. Spark judges the records that it can judge at a glance, in one pass; the others, with
/// all that are rejected, are judged by this process, which reads them from the same files.
/// </summary>
internal sealed class SparkJudge(RunContext context, SparkEngine spark, SilverDataset dataset)
{
    private const string Flag = PlainVerdictCompiler.Flag;

    private static readonly StepDialect Words = StepDialect.OfSpark;

    /// <summary>Keeps the verdicts, with their places, as <see cref="SilverSql.Verdict"/>.</summary>
    /// <param name="bronze">The records, as a relation of Spark.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Those of them that this process judged, as a relation of DuckDB: all with errors or undeclared members.</returns>
    public async Task<string> KeepAsync(string bronze, CancellationToken cancellationToken)
    {
        var trees = await RuleTrees.ReadAsync(context.Engine, dataset.Contract.Rules, cancellationToken).ConfigureAwait(false);
        var plain = SparkVerdict.Compile(dataset.Contract, dataset.Source, bronze, trees);
        var seen = await spark.WriteScratchAsync(
            Words.Place(plain ?? $"SELECT landing_path, landing_position, landed_at, payload, payload_bytes, false AS {Flag} FROM {bronze}"),
            cancellationToken).ConfigureAwait(false);
        var (judged, view, columns) = await JudgeAsync(seen, cancellationToken).ConfigureAwait(false);
        var names = string.Join(", ", columns.Select(Words.Words.Identifier));
        var verdict = $"SELECT {names} FROM {view}";
        await spark.KeepSmallAsync(
            SilverSql.Verdict,
            plain is null ? verdict : $"{await PlainAsync(seen, columns, cancellationToken).ConfigureAwait(false)} UNION ALL {verdict}",
            cancellationToken).ConfigureAwait(false);
        return judged;
    }

    private async Task<(string Relation, string View, IReadOnlyList<string> Columns)> JudgeAsync(string seen, CancellationToken cancellationToken)
    {
        var records = $"(select * from read_parquet({Sql.Files(SparkEngine.ScratchFiles(seen))}) where not {Flag})";
        dataset.EnsureFunctions(context.Engine);
        var verdict = $"""
            select v.*, r._place from ({dataset.Verdict(records)}) as v
            join (select landing_path, landing_position, _place from {records}) as r using (landing_path, landing_position)
            """;
        var folder = spark.NewScratch();
        var file = Sql.Text($"{folder}/judged.parquet");
        await context.Engine.ExecuteAsync($"copy ({verdict}) to {file} (format parquet)", cancellationToken).ConfigureAwait(false);
        var view = await spark.ReadScratchAsync(folder, cancellationToken).ConfigureAwait(false);
        var described = await context.Engine.DescribeAsync(verdict, cancellationToken).ConfigureAwait(false);
        return ($"read_parquet({file})", view, [.. described.Fields.Select(field => field.Name)]);
    }

    // What accepted records have no value of is not written.
    private async Task<string> PlainAsync(string seen, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var none = new Dictionary<string, string>
        {
            ["undeclared"] = "ARRAY<STRING>",
            ["errors"] = "ARRAY<STRUCT<code: STRING, path: STRING, message: STRING>>",
            ["payload"] = "STRING",
            ["payload_bytes"] = "BINARY",
            ["_strays"] = "ARRAY<STRUCT<path: STRING, value: STRING>>",
        };
        var values = columns.Select(column => none.TryGetValue(column, out var type)
            ? $"CAST(NULL AS {type}) AS {column}"
            : Words.Words.Identifier(column));
        var view = await spark.ReadScratchAsync(seen, cancellationToken).ConfigureAwait(false);
        return $"SELECT {string.Join(", ", values)} FROM {view} WHERE {Flag}";
    }
}
