using System.Text.Json;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Contracts;

public sealed class GenerateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medallion-generate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("shop/contracts/sales/orders.yaml")]
    [InlineData("shop/contracts/web/page_views.yaml")]
    [InlineData("events/contracts/web/events.yaml")]
    public async Task The_verdict_of_the_command_is_what_was_planted_rules_included(string contract)
    {
        var file = Path.Combine(Repository.Root, "samples", contract);
        await GenerateAsync(file, "--rows", "1500", "--faults", "0.4", "--seed", "11");

        var judged = await MedallionRun.Of("contract", "verdict", file, "--input", PathOf("records"), "--output", PathOf("told"));

        Assert.Equal(0, judged.ExitCode);
        Assert.Equal(Verdicts("planted"), Verdicts("told"));
        Assert.InRange(Verdicts("planted").Count(line => line.Length > 0), 500, 700);
    }

    [Fact]
    public async Task Rules_are_broken_too()
    {
        await GenerateAsync(Path.Combine(Repository.Root, "samples/shop/contracts/sales/orders.yaml"), "--rows", "500", "--faults", "0.5");

        Assert.Contains("RULE discount", Verdicts("planted"));
        Assert.Contains("REQUIRED store_id", Verdicts("planted"));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var file = Path.Combine(Repository.Root, "samples/shop/contracts/sales/orders.yaml");
        await GenerateAsync(file, "--rows", "50", "--faults", "0.5", "--seed", "3");
        var (records, verdicts) = (File.ReadAllBytes(PathOf("records")), File.ReadAllBytes(PathOf("planted")));
        await GenerateAsync(file, "--rows", "50", "--faults", "0.5", "--seed", "3");
        Assert.Equal(records, File.ReadAllBytes(PathOf("records")));
        Assert.Equal(verdicts, File.ReadAllBytes(PathOf("planted")));

        await GenerateAsync(file, "--rows", "50", "--faults", "0.5", "--seed", "4");
        Assert.NotEqual(records, File.ReadAllBytes(PathOf("records")));
    }

    [Fact]
    public async Task Keys_are_unique_and_too_few_of_them_are_told()
    {
        var contract = Contract("- { name: id, logicalType: string, primaryKey: true, required: true, logicalTypeOptions: { pattern: '^[ab][0-9]$' } }");
        await GenerateAsync(contract, "--rows", "20");
        Assert.Equal(20, File.ReadLines(PathOf("records")).Distinct().Count());

        var refused = await MedallionRun.Of("generate", contract, "--rows", "21", "--output", PathOf("records"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("QUA1103", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { name: a, logicalType: string, required: true, logicalTypeOptions: { pattern: '^[a-z]{9}$', maxLength: 3 } }", "QUA1101")]
    [InlineData("- { name: a, logicalType: integer, required: true, logicalTypeOptions: { minimum: 1, maximum: 4, multipleOf: 5 } }", "QUA1101")]
    public async Task A_field_without_values_is_told_by_code(string property, string code)
    {
        var run = await MedallionRun.Of("generate", Contract(property), "--rows", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_chance_does_not_meet_is_told()
    {
        var contract = Contract("""
            - { name: a, logicalType: integer, required: true }
                  - { name: b, logicalType: integer, required: true }
                quality:
                  - { type: custom, engine: medallion, name: the impossible, implementation: { expression: 'a > b and b > a' } }
            """);

        var run = await MedallionRun.Of("generate", contract, "--rows", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("QUA1104", run.Error, StringComparison.Ordinal);
        Assert.Contains("the impossible", run.Error, StringComparison.Ordinal);
    }

    private async Task GenerateAsync(string contract, params string[] more)
    {
        var run = await MedallionRun.Of(["generate", contract, "--output", PathOf("records"), "--verdicts", PathOf("planted"), "--quiet", .. more]);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
    }

    private string Contract(string properties)
    {
        File.WriteAllText(Path.Combine(_folder, "c.yaml"), $"""
            apiVersion: v3.1.0
            kind: DataContract
            id: c
            version: 1.0.0
            status: active
            schema:
              - name: c
                properties:
                  {properties}
            """);
        return Path.Combine(_folder, "c.yaml");
    }

    private List<string> Verdicts(string name) =>
    [
        .. File.ReadLines(PathOf(name)).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return string.Join("; ", json.RootElement.GetProperty("errors").EnumerateArray()
                .Select(error => $"{error.GetProperty("code").GetString()} {error.GetProperty("path").GetString()}"));
        }),
    ];

    private string PathOf(string name) => Path.Combine(_folder, name + ".jsonl");
}
