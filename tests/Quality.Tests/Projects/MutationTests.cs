using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Tests.Projects;

/// <summary>Whatever happens to the files: a project that compiles, or a list of problems. Nothing else.</summary>
public sealed class MutationTests
{
    private static readonly string Contract = ShopFiles.ContractOf("""
        - name: at
          logicalType: timestamp
          required: true
          logicalTypeOptions: { minimum: 2020-01-01T00:00:00Z }
        - name: id
          logicalType: string
          primaryKey: true
          primaryKeyPosition: 1
          logicalTypeOptions: { pattern: "^[a-z]{2,5}$", minLength: 1, maxLength: 9 }
        - name: price
          physicalName: Price
          logicalType: number
          physicalType: decimal(12,2)
          logicalTypeOptions: { minimum: 0, exclusiveMaximum: 1e6, multipleOf: 0.01 }
        - name: lines
          logicalType: array
          items:
            logicalType: object
            properties:
              - name: kind
                logicalType: string
                quality:
                  - metric: invalidValues
                    arguments: { validValues: [a, b, 'c d', 1] }
                    mustBe: 0
        """, """
        quality:
          - type: custom
            engine: medallion
            name: rule
            implementation: { expression: "price > 0 or id = 'x'", code: PRICE, path: price, message: is zero }
          - metric: duplicateValues
            arguments: { properties: [id, price] }
            mustBeLessThan: 5
            unit: percent
            severity: warning
        """);

    private const string Source = """
        kind: events
        landing: { folder: things, glob: "*.jsonl*", quiet: 5s }
        contract: sales/things
        event_time: at
        deduplicate: { scope: table }
        lateness: { max: 7d, action: quarantine }
        """;

    private const string Product = """
        owner: someone
        grain: [event_date]
        partitioned_by: [event_date]
        quality:
          - { metric: rowCount, mustBeBetween: [1, 100] }
          - { metric: missingValues, arguments: { properties: [a], missingValues: [null, ''] }, mustBe: 0 }
          - { type: sql, query: "select count(*) from {table}", mustBeGreaterThan: 0, name: some }
        """;

    private static readonly string[] Splices =
    [
        "\t", ":", "- ", "\n", "  ", "'", "\"", "[", "]", "{", "}", "&a ", "*a", "!!str ", "#", "\0", "\uFEFF", "\ud800", "|\n",
        ">-\n", "---\n", "...\n", "? ", "null", "~", "true", "-1", "1e999", "0x1", ".nan", "<<: ", "%", "@", "`", ",", "../", ";",
        "--", "/*", "(?=", "\\", "99999999999999999999", "é", "𝒳", "\u0085", "\u2028",
    ];

    [Fact]
    public void Mutated_files_give_a_project_or_a_list_of_problems()
    {
        var mutation = from file in Gen.Choose(0, 3)
                       from at in Gen.Choose(0, 2_000)
                       from kind in Gen.Choose(0, 4)
                       from length in Gen.Choose(1, 40)
                       from splice in Gen.Elements(Splices)
                       select (file, at, kind, length, splice);
        var mutations = Gen.Choose(1, 4).SelectMany(count => mutation.ListOf(count));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(mutations.ToArbitrary(), list =>
        {
            string[] texts = [ShopFiles.Settings, Contract, Source, Product];
            foreach (var (file, at, kind, length, splice) in list)
            {
                texts[file] = Mutate(texts[file], at, kind, length, splice);
            }
            ReadAndCompile(texts);
        }));
    }

    [Fact]
    public void The_files_without_mutation_give_a_project() => Assert.True(ReadAndCompile([ShopFiles.Settings, Contract, Source, Product]));

    private static string Mutate(string text, int at, int kind, int length, string splice)
    {
        at = text.Length == 0 ? 0 : at % text.Length;
        length = Math.Min(length, text.Length - at);
        return kind switch
        {
            0 => text.Insert(at, splice),
            1 => text.Remove(at, length),
            2 => text[..at],
            3 => text.Insert(at, text.Substring(at, length)),
            _ => text.Remove(at, length).Insert(at, splice),
        };
    }

    private static bool ReadAndCompile(string[] texts)
    {
        try
        {
            var project = ProjectReader.Read(
            [
                new("lakehouse.yaml", texts[0]), new("contracts/sales/things.yaml", texts[1]), new("sources/things.yaml", texts[2]),
                new("products/sales/daily.yaml", texts[3]), new("products/sales/daily.sql", "select 1"),
            ], null);
            foreach (var source in project.Sources)
            {
                Assert.NotEmpty(VerdictCompiler.Compile(source.Contract, source, Dialect.DuckDb, "bronze", "read_record"));
                TableCheckCompiler.Compile(source.Contract.TableChecks, Dialect.DuckDb, "silver");
            }
            Assert.All(project.Products, p => TableCheckCompiler.Compile(p.Checks, Dialect.DuckDb, "gold"));
            return true;
        }
        catch (ContractException e)
        {
            Assert.NotEmpty(e.Problems);
            return false;
        }
    }
}
