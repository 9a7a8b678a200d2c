using Lakehouse.Quality.Sql;
using Lakehouse.TestKit;

namespace Lakehouse.Quality.Tests.Sql;

/// <summary>
/// The SQL of whole projects as files under <c>Snapshots/&lt;case&gt;/&lt;dialect&gt;.sql</c>, so that a change of the compilers
/// shows in review. <c>UPDATE_SNAPSHOTS=1</c> writes them anew.
/// </summary>
public sealed class SnapshotTests
{
    [Fact]
    public void A_verdict_of_every_kind_of_check() => Matches("every-check", Verdict(new ShopFiles()
        .With("contracts/sales/orders.yaml", ShopFiles.ContractOf("""
            - { name: ordered_at, logicalType: timestamp, required: true }
            - { name: id, logicalType: string, primaryKey: true, logicalTypeOptions: { pattern: "^O'[0-9]+$", minLength: 3 } }
            - { name: mail, logicalType: string, logicalTypeOptions: { format: email } }
            - { name: channel, logicalType: string, quality: [{ metric: invalidValues, arguments: { validValues: [web, app] }, mustBe: 0 }] }
            - name: price
              logicalType: object
              properties:
                - { name: amount, logicalType: number, physicalType: "decimal(12,2)", logicalTypeOptions: { minimum: 0, exclusiveMaximum: 1000 } }
                - { name: cents, logicalType: integer, logicalTypeOptions: { multipleOf: 5 } }
            - name: lines
              logicalType: array
              logicalTypeOptions: { maxItems: 100 }
              items:
                logicalType: object
                properties:
                  - { name: sku, logicalType: string, logicalTypeOptions: { maxLength: 8 } }
            """, """
            quality:
              - type: custom
                engine: medallion
                name: web orders have a mail address
                implementation: { expression: "channel <> 'web' or mail is not null", code: REQUIRED, path: mail, message: is required for web }
            """))
        .With("sources/orders.yaml", ShopFiles.OrdersSource + "\nlateness: { max: 7d }\n")));

    [Fact]
    public void A_verdict_without_checks() => Matches("no-checks", Verdict(new ShopFiles()));

    [Fact]
    public void A_verdict_of_two_versions()
    {
        var source = Assert.Single(Contracts.Versions.VersionFiles.Of(
            "- { name: total, logicalType: string, required: true }\n- { name: legacy, logicalType: string }",
            "- { name: amount, logicalType: number, physicalType: \"decimal(12,2)\", required: true, logicalTypeOptions: { minimum: 0 } }\n"
                + "- { name: channel, logicalType: string, required: true }\n- { name: net, logicalType: number, physicalType: double }",
            "{ column: amount, from: total, cast: true }", "{ column: channel, constant: web }",
            "{ column: net, expression: \"cast(total as double) * 0.8\" }", "{ drop: legacy }").Read().Sources);
        Matches("two-versions", VersionedVerdictCompiler.Compile(
            source.Contract, source.Versions!, source, Dialect.DuckDb, "bronze", "read_record", [null, null]));
    }

    [Fact]
    public void Table_checks_of_every_metric()
    {
        var product = Assert.Single(new ShopFiles().With("products/sales/daily.yaml", """
            grain: [day, country]
            quality:
              - { metric: rowCount, mustBeBetween: [1, 10] }
              - { metric: nullValues, arguments: { properties: [day] }, mustBe: 0 }
              - { metric: missingValues, arguments: { properties: [country], missingValues: [null, '', 'N/A', 0] }, mustBeLessThan: 1, unit: percent }
              - { metric: invalidValues, arguments: { properties: [country], validValues: [DE, FR], pattern: "^[A-Z]{2}$" }, mustBe: 0 }
              - { metric: duplicateValues, arguments: { properties: [day] }, mustBe: 0, severity: warning }
              - { type: sql, query: "select max(revenue) from {table}", mustBeLessThan: 1000000 }
            """).Read().Products);
        foreach (var dialect in new[] { Dialect.DuckDb, Dialect.Spark })
        {
            var compiled = TableCheckCompiler.Compile(product.Checks, dialect, "staged");
            Matches("table-checks", string.Join(";\n\n", compiled.Queries.Select(q => q.Sql).Prepend(compiled.Sql)), dialect);
        }
    }

    private static string Verdict(ShopFiles files)
    {
        var source = Assert.Single(files.Read().Sources);
        return VerdictCompiler.Compile(source.Contract, source, Dialect.DuckDb, "bronze", "read_record");
    }

    private static void Matches(string name, string sql) => Matches(name, sql, Dialect.DuckDb);

    private static void Matches(string name, string sql, Dialect dialect)
    {
        var path = Path.Combine(Repository.Root, "tests", "Quality.Tests", "Snapshots", name, $"{dialect.Name}.sql");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, sql + "\n");
        }
        Assert.True(File.Exists(path), $"There is no snapshot '{name}'; write it with UPDATE_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), sql + "\n");
    }
}
