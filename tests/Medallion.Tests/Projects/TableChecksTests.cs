using Lakehouse.Engine;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Projects;
using Xunit;

namespace Lakehouse.Medallion.Tests.Projects;

/// <summary>What contracts and suites ask of a table is measured by one statement.</summary>
public sealed class TableChecksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medallion-checks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Counts_and_expectations_share_one_scan()
    {
        var product = ProjectReader.Read(
        [
            new ProjectFile("lakehouse.yaml", "name: x\ndomains:\n  d: { owner: o@example.com }\n"),
            new ProjectFile("products/d/p.sql", "select 1 as a, 'x' as b"),
            new ProjectFile("products/d/p.yaml", """
                description: x
                grain: [a]
                quality:
                  - { metric: nullValues, arguments: { properties: [b] }, mustBe: 1 }
                  - type: custom
                    engine: greatExpectations
                    implementation: { type: expect_column_values_to_be_between, kwargs: { column: a, min_value: 1, max_value: 2 } }
                """),
        ], null).Products.Single();
        using var engine = new DuckDbEngine(new LocalStorage(_folder, Guid.NewGuid), new DuckDbEngineOptions(Path.Combine(_folder, "spill")));
        await engine.ExecuteAsync("create table t as select * from (values (1, 'x'), (1, null), (3, 'y')) v(a, b)", default);

        var results = await TableChecks.MeasureAsync(engine, product.Checks, "t", [], default);

        Assert.Equal([(TableMetric.DuplicateValues, 1m), (TableMetric.NullValues, 1m), (TableMetric.Expectation, 1m)],
            results.Select(result => (result.Metric, result.Measured ?? -1)));
        Assert.Single(results.Select(result => result.Sql).Distinct());
        Assert.Equal([false, true, false], results.Select(result => result.Passed));
    }
}
