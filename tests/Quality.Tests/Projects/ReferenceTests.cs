using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Tests.Projects;

public sealed class ReferenceTests
{
    private const string Orders = "contracts/sales/orders.yaml";
    private const string Customers = "contracts/sales/customers.yaml";

    [Fact]
    public void Relationships_are_bound_and_parents_run_first()
    {
        var project = Files(Refers("to: zones.zone_id", "park", ", { property: park_for, value: 2d }, { property: park_at_most, value: 10 }"))
            .With("contracts/sales/zones.yaml", Table("zones")).With("sources/zones.yaml", Source("zones")).Read();

        Assert.Equal(["customers", "zones", "orders"], project.Sources.Select(source => source.Dataset));
        var reference = Assert.Single(project.Sources[2].References);
        Assert.Equal("customer_id refers to zones.zone_id", reference.Name);
        Assert.Equal(
            (OnMissing.Park, TimeSpan.FromDays(2), 10L, true),
            (reference.OnMissing, reference.Declared.ParkFor, reference.Declared.ParkAtMost, reference.Withholds));
    }

    [Fact]
    public void A_relationship_blocks_unless_it_says_otherwise_and_may_be_ignored()
    {
        var plain = Files("relationships: [{ to: customers.customer_id }]").Read();
        Assert.Equal(OnMissing.Block, Assert.Single(plain.Sources[1].References).OnMissing);
        Assert.Empty(Files(Refers("to: elsewhere/schema/id", "ignore")).Read().Sources[0].References);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { Refers("to: custmers.customer_id", "block"), "QUA1001", "Did you mean 'customers'?" },
        { Refers("to: customers.custmer_id", "block"), "QUA1001", "Did you mean 'customer_id'?" },
        { Refers("to: schema/customers/properties/customer_id", "block"), "QUA1001", "names a column by ids" },
        { Refers("to: customers.tags", "block"), "QUA1002", "customers.tags is not a single value" },
        { Refers("to: customers.number", "block"), "QUA1003", "orders.customer_id is of type string and customers.number of type integer" },
        { Refers("to: orders.order_id", "park"), "QUA1004", "by records of orders itself" },
        { Refers("to: customers.email", "quarantine"), "QUA1005", "customers.email is no part of the primary key" },
        { Refers("to: customers.customer_id", "prak"), "QUA0107", "Did you mean 'park'?" },
        { Refers("to: customers.customer_id", "block", ", { property: park_for, value: 2d }"), "QUA0210", "limits nothing" },
        { "quality: [{ metric: nullValues, mustBe: 0, severity: quarantine }]", "QUA1006", "no single row is to blame" },
        { "quality: [{ metric: duplicateValues, mustBe: 0, unit: percent, severity: quarantine }]", "QUA1006", "no single row is to blame" },
        { "quality: [{ type: sql, query: 'select 1 from {table}', mustBe: 0, arguments: { inputs: [orders] } }]", "QUA1007", "names no table" },
        { "quality: [{ type: sql, query: 'select 1 from {table}', mustBe: 0, arguments: { inputs: [silver.custmers] } }]", "QUA1007", "silver.customers" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_file_and_line(string key, string code, string part)
    {
        var problem = Assert.Single(Files(key).Problems());
        Assert.Equal((code, Orders, 17), (problem.Code, problem.File, problem.Line));
        Assert.Contains(part, $"{problem.Message} {problem.Suggestion}");
    }

    [Fact]
    public void A_circle_is_told_with_its_members()
    {
        var files = Files(Refers("to: customers.customer_id", "block"))
            .Replace(Customers, "name: email", "name: email\n        relationships: [{ to: orders.order_id }]");
        Assert.Contains(files.Problems(), p => p.Code == "QUA1004" && p.Message.Contains("customers to orders to customers"));
    }

    [Fact]
    public void Rows_that_can_be_withdrawn_are_no_parents_of_withheld_ones()
    {
        var files = Files(Refers("to: customers.customer_id", "park"))
            .With(Customers, Table("customers") + "\n    quality: [{ metric: duplicateValues, mustBe: 0, severity: quarantine, arguments: { properties: [email] } }]\n");
        Assert.Equal("QUA1005", Assert.Single(files.Problems()).Code);
    }

    [Fact]
    public void What_withholds_records_is_part_of_the_fingerprint_and_what_blocks_is_not()
    {
        string Of(string key) => Quality.Fingerprinting.Fingerprints.OfSource(Files(key).Read().Sources.Single(s => s.Dataset == "orders"));
        var (none, blocks, parks) = (Of("required: false"), Of(Refers("to: customers.customer_id", "block")), Of(Refers("to: customers.customer_id", "park")));
        Assert.Equal(none, blocks);
        Assert.NotEqual(none, parks);
    }

    private static string Refers(string to, string answer, string limits = "") =>
        $"relationships: [{{ {to}, customProperties: [{{ property: on_missing, value: {answer} }}{limits}] }}]";

    private static ShopFiles Files(string key) => new ShopFiles()
        .With(Customers, Table("customers")).With("sources/customers.yaml", Source("customers"))
        .With(Orders, ShopFiles.OrdersContract.Replace("      - name: amount", $"      - name: customer_id\n        logicalType: string\n        {key}\n      - name: amount"));

    private static string Source(string name) => $"kind: events\ncontract: sales/{name}\nevent_time: at\n";

    private static string Table(string name) => $$"""
        apiVersion: v3.1.0
        kind: DataContract
        id: {{name}}
        version: 1.0.0
        status: active
        schema:
          - name: {{name}}
            properties:
              - { name: {{name[..^1]}}_id, logicalType: string, primaryKey: true }
              - { name: at, logicalType: timestamp, required: true }
              - { name: number, logicalType: integer }
              - { name: tags, logicalType: array, items: { logicalType: string } }
              - name: email
                logicalType: string
        """;
}
