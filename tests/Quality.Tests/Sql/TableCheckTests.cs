using Lakehouse.Engine.DuckDb;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Results;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Tests.Sql;

/// <summary>The checks of a product, measured by DuckDB over a table of six rows.</summary>
public sealed class TableCheckTests
{
    private const string Table = """
        (SELECT * FROM (VALUES
          ('a', 1.50, DATE '2024-01-01', true), ('a', 1.50, DATE '2024-01-01', NULL), ('b', 2.00, DATE '2024-01-02', false),
          ('', NULL, NULL, true), (NULL, 2.00, NULL, NULL), (NULL, NULL, NULL, NULL)
        ) AS t(name, price, day, flag))
        """;

    [Theory]
    [InlineData("metric: rowCount", "6")]
    [InlineData("metric: nullValues, arguments: { properties: [name] }", "2")]
    [InlineData("metric: nullValues, unit: percent, arguments: { properties: [day] }", "50")]
    [InlineData("metric: missingValues, arguments: { properties: [name], missingValues: [null, ''] }", "3")]
    [InlineData("metric: missingValues, arguments: { properties: [name], missingValues: [''] }", "1")]
    [InlineData("metric: missingValues, arguments: { properties: [price], missingValues: ['', 2] }", "2")]
    [InlineData("metric: invalidValues, arguments: { properties: [name], validValues: [a, b] }", "1")]
    [InlineData("metric: invalidValues, arguments: { properties: [name], validValues: [it's] }", "4")]
    [InlineData("metric: invalidValues, arguments: { properties: [name], pattern: '^[a-z]$' }", "1")]
    [InlineData("metric: invalidValues, arguments: { properties: [name], validValues: [a, b, ''], pattern: b }", "3")]
    [InlineData("metric: invalidValues, arguments: { properties: [price], validValues: [1.5] }", "2")]
    [InlineData("metric: invalidValues, arguments: { properties: [day], validValues: [2024-01-01] }", "1")]
    [InlineData("metric: invalidValues, arguments: { properties: [flag], validValues: [true] }", "1")]
    [InlineData("metric: duplicateValues, arguments: { properties: [name] }", "1")]
    [InlineData("metric: duplicateValues, arguments: { properties: [day] }", "1")]
    [InlineData("metric: duplicateValues, arguments: { properties: [name, price] }", "1")]
    [InlineData("metric: duplicateValues, arguments: { properties: [name, price, flag] }", "0")]
    [InlineData("type: sql, query: 'select sum(price) from {table}'", "7")]
    [InlineData("type: sql, query: 'select count(*) > 5 from ${table} as x'", "1")]
    [InlineData("type: sql, query: 'select max(price) from {object} where false'", null)]
    public void A_metric_counts_what_it_says(string entry, string? expected)
    {
        var check = ProductCheck($"{entry}, mustBe: {expected ?? "0"}");
        var result = Measure(check);
        Assert.Equal(expected is null ? null : decimal.Parse(expected), result.Measured);
        Assert.Equal(expected is not null, result.Passed);
    }

    [Fact]
    public void All_checks_of_a_table_are_measured_in_one_scan()
    {
        var checks = new[] { "metric: rowCount", "metric: nullValues, arguments: { properties: [name, price] }" }
            .SelectMany(entry => Checks($"{entry}, mustBe: 0")).ToList();
        var compiled = TableCheckCompiler.Compile(checks, Dialect.DuckDb, Table);
        Assert.Equal(3, compiled.Scanned.Count);
        Assert.Empty(compiled.Queries);
        Assert.Equal([6L, 6L, 2L, 2L], Row(compiled.Sql!));
    }

    [Fact]
    public void A_share_of_an_empty_table_is_nothing()
    {
        var check = ProductCheck("metric: nullValues, unit: percent, mustBeLessThan: 1, arguments: { properties: [a] }");
        Assert.Equal(0, CheckResult.OfScan(check, 0, 0, "").Measured);
    }

    [Fact]
    public void A_failed_check_blocks_and_a_failed_warning_does_not()
    {
        var error = CheckResult.OfScan(ProductCheck("metric: rowCount, mustBe: 5"), 6, 6, "select");
        Assert.Equal((false, true), (error.Passed, error.Blocks));
        Assert.Equal("rowCount: measured 6, must be = 5", error.ToString());
        var warning = CheckResult.OfScan(ProductCheck("metric: rowCount, mustBe: 5, severity: warning"), 6, 6, "select");
        Assert.Equal((false, false), (warning.Passed, warning.Blocks));
    }

    private static TableCheck ProductCheck(string entry) => Assert.Single(Checks(entry));

    private static IReadOnlyList<TableCheck> Checks(string entry) => Assert.Single(new ShopFiles()
        .With("products/sales/daily.yaml", $"description: x\nquality:\n  - {{ {entry} }}\n").Read().Products).Checks;

    private static CheckResult Measure(TableCheck check)
    {
        var compiled = TableCheckCompiler.Compile([check], Dialect.DuckDb, Table);
        if (compiled.Sql is null)
        {
            var query = Assert.Single(compiled.Queries);
            return new CheckResult(check, (decimal?)Row(query.Sql)[0], query.Sql);
        }
        var row = Row(compiled.Sql);
        return CheckResult.OfScan(check, (long)row[1]!, (long)row[0]!, compiled.Sql);
    }

    private static object?[] Row(string sql)
    {
        using var connection = new DuckDBConnection(new DuckDBOptions());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))];
    }
}
