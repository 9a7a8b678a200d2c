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
        if (source.Versions is not null)
        {
            yield return Problem("records of several contract versions");
        }
        foreach (var path in source.References.Where(reference => reference.Withholds).SelectMany(reference => reference.From)
            .Where(path => !OrphanSql.IsPortableKey(source.Contract.Shape.Find(path)!.Type)))
        {
            yield return Problem($"records that wait for '{path}', which is neither text, a whole number, a decimal, a boolean nor a date,");
        }

        Problem Problem(string what) =>
            new(Quality.ErrorCodes.NotOnSpark, source.Position, $"{what} are computed by DuckDB only so far", Advice);
    }
}
