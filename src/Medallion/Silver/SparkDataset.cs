using Lakehouse.Quality;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Silver;

/// <summary>What datasets cannot have when Spark computes them.</summary>
internal static class SparkDataset
{
    private const string Advice = "Run it with 'engine: duckdb' and leave spark out of 'engines', or leave that out.";

    /// <summary>What a source declares and runs on DuckDB only.</summary>
    public static IEnumerable<Problem> Problems(Source source)
    {
        if (source.References.Any(reference => reference.Withholds))
        {
            yield return Problem("references that park or quarantine records");
        }
        if (source.QuarantiningChecks.Count > 0)
        {
            yield return Problem("checks of the whole table that quarantine records");
        }

        Problem Problem(string what) =>
            new(Quality.ErrorCodes.NotOnSpark, source.Position, $"{what} are computed by DuckDB only so far", Advice);
    }

    /// <summary>Why a step cannot be computed by the run's engine, as the table is; null when it can.</summary>
    public static RunProblem? Refusal(RunContext context, SilverDataset dataset) =>
        context.Compute == context.Engine || !dataset.HasWithheld
            ? null
            : new RunProblem(
                ErrorCodes.EngineCannot, dataset.Table,
                "records were kept out of it by rules that it had before, and only DuckDB can take them back. Nothing was "
                + "published, the previous version stays. Run it with --engine duckdb.",
                BrokenData: false);
}
