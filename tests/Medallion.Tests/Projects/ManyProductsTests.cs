using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Quality;
using Xunit;

namespace Lakehouse.Medallion.Tests.Projects;

/// <summary>So many products that two engines try their queries.</summary>
public sealed class ManyProductsTests
{
    private const int Count = 240;

    [Theory]
    [InlineData(0)]
    [InlineData(Count - 1)]
    public async Task The_one_that_is_wrong_is_told_wherever_it_stands(int wrong)
    {
        using var lakehouse = new TestLakehouse("events");
        var domain = Directory.CreateDirectory(Path.Combine(lakehouse.Folder, "products", "web")).FullName;
        for (var i = 0; i < Count; i++)
        {
            // Every third one reads the one before, and has a check that only the engine can read.
            var (from, check) = i % 3 == 2 && i != wrong
                ? ($"gold.many_{i - 1:000}", "quality: [{ type: sql, query: 'select max(events) from {table}', mustBeGreaterThan: 0 }]\n")
                : ("silver.events", "");
            var measure = i % 3 == 2 && i != wrong ? "max(events)" : "count(source)";
            File.WriteAllText(Path.Combine(domain, $"many_{i:000}.sql"), $"select event_date, {measure} as events from {from} group by event_date\n");
            File.WriteAllText(Path.Combine(domain, $"many_{i:000}.yaml"), $"description: Events by day.\ngrain: [event_date]\n{check}");
        }
        Assert.Empty(await ValidateAsync(lakehouse));

        var file = $"products/web/many_{wrong:000}.sql";
        lakehouse.Edit(file, sql => sql.Replace("count(source)", "sum(source)", StringComparison.Ordinal));

        var problem = Assert.Single(await ValidateAsync(lakehouse));
        Assert.Equal((ErrorCodes.ProductQuery, file), (problem.Code, problem.File));
        Assert.Contains("sum(VARCHAR)", problem.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Problem>> ValidateAsync(TestLakehouse lakehouse)
    {
        using var session = lakehouse.Open();
        return await session.ValidateAsync(CancellationToken.None);
    }
}
