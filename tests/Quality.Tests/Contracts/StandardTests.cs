using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Tests.Contracts;

/// <summary>Every block of the contract standard: read, judged and written again.</summary>
public sealed class StandardTests
{
    private const string Whole = """
        apiVersion: v3.1.0
        kind: DataContract
        id: 53581432-6c55-4ba2-a65f-72344a91553a
        name: "yes"
        version: "1.0"
        status: active
        contractCreatedTs: 2024-01-01T00:00:00Z
        tenant: ACME
        domain: sales
        dataProduct: orders
        tags: [a, "b: c", '#d', "1"]
        description: { purpose: "Two\nlines", usage: 'it''s', limitations: none, customProperties: [{ property: x, value: { deep: [1, 2.50, null, true, "true", []] } }] }
        authoritativeDefinitions: [{ id: d1, type: tutorial, url: "https://example.com/?a=b#c", description: x }]
        servers:
          - { server: pg, type: postgres, host: h, port: 5432, database: d, schema: s, environment: prod, roles: [{ role: r }] }
          - { server: k, type: kafka, host: h, format: avro }
        support: [{ channel: "#orders", tool: slack, scope: issues, url: "https://example.com", invitationUrl: "https://example.com/i" }]
        price: { priceAmount: 9.95, priceCurrency: EUR, priceUnit: month }
        roles: [{ role: reader, access: read, firstLevelApprovers: ann, secondLevelApprovers: bob }]
        team:
          name: checkout
          description: d
          members: [{ username: ann, dateIn: 2024-01-01, dateOut: 2024-12-31, replacedByUsername: bob }]
        slaProperties: [{ property: latency, value: 4, valueExt: 8, unit: d, element: orders.at, driver: regulatory, scheduler: cron, schedule: "0 20 * * *" }]
        customProperties: [{ property: compatibility, value: full }]
        schema:
          - name: orders
            physicalName: orders_1_0
            logicalType: object
            physicalType: table
            businessName: Orders
            dataGranularityDescription: one row an order
            relationships: [{ from: [id, lines_id], to: [other.id, other.lines_id], type: foreignKey }, { from: orders.id, to: third.id }]
            properties:
              - name: id
                logicalType: string
                primaryKey: true
                primaryKeyPosition: 1
                partitioned: true
                partitionKeyPosition: 1
                transformSourceObjects: [a.b]
                transformLogic: "select 1"
                transformDescription: d
                encryptedName: id_enc
                examples: [x, 007]
                relationships: [{ to: customers.id }]
              - { name: lines_id, logicalType: integer, logicalTypeOptions: { format: u16, multipleOf: 2 } }
              - name: amount
                logicalType: number
                quality:
                  - { metric: nullValues, mustBeLessThan: 5, unit: percent, dimension: completeness, severity: warning, schedule: "0 1 * * *", scheduler: cron }
                  - { type: text, description: People look at it. }
            quality:
              - { type: sql, name: q, query: "select count(*) from {table}", mustBeBetween: [0, 10] }
              - { metric: rowCount, mustNotBeBetween: [3, 4] }
              - { metric: duplicateValues, arguments: { properties: [id, lines_id] }, mustBe: 0, businessImpact: high, method: m }
              - { metric: missingValues, arguments: { properties: [id], missingValues: ["", N/A, null] }, mustBeLessOrEqualTo: 1 }
              - { metric: invalidValues, arguments: { properties: [id], pattern: "^a" }, mustBeGreaterOrEqualTo: 0 }
        """;

    [Fact]
    public void A_contract_with_every_block_is_the_same_tree_after_writing_and_reading()
    {
        var document = ContractDocument.Read("contracts/sales/orders.yaml", Whole);
        var written = document.ToYaml();
        var again = ContractDocument.Read("contracts/sales/orders.yaml", written);
        Assert.Equal(Shape(YamlReader.Read("a", Whole, new ProblemList())!), Shape(YamlReader.Read("a", written, new ProblemList())!));
        Assert.Equal(written, again.ToYaml());
        Assert.Equal(Quality.Compatibility.CompatibilityMode.Full, document.Contract.Compatibility);
        Assert.Equal(["id>customers.id", "id,lines_id>other.id,other.lines_id", "id>third.id"],
            document.Contract.Relationships.Select(r => $"{string.Join(',', r.From)}>{string.Join(',', r.To)}"));
        Assert.Equal("must be at least 0 and at most 65535", document.Contract.Shape.Find("lines_id")!.Checks[0].Message);
        Assert.Equal(6, document.Contract.TableChecks.Count);
    }

    [Theory]
    [InlineData("host: h, format: avro }", "format: avro }", "'host' is missing in server 'k'")]
    [InlineData("type: kafka", "type: kafak", "'kafak' is not possible for 'type' of server 'k'")]
    [InlineData("schema: s, environment", "shema: s, environment", "unknown key 'shema' in server 'pg'")]
    [InlineData("priceAmount: 9.95", "priceAmount: much", "'priceAmount' is no number")]
    [InlineData("dateIn: 2024-01-01", "dateIn: yesterday", "'yesterday' is no date")]
    [InlineData("[{ role: reader, access", "[{ rol: reader, access", "'role' is missing in role '?'")]
    [InlineData("channel: \"#orders\", tool", "chanel: \"#orders\", tool", "unknown key 'chanel' in support channel '?'")]
    [InlineData("value: full", "value: fulll", "'fulll' is not possible for 'value'")]
    [InlineData("relationships: [{ to: customers.id }]", "relationships: [{ to: customers }]", "names no column of a table")]
    [InlineData("relationships: [{ to: customers.id }]", "relationships: [{ from: id, to: customers.id }]", "stands at a property and has a 'from'")]
    [InlineData("to: [other.id, other.lines_id]", "to: [other.id]", "joins 2 columns with 1")]
    [InlineData("from: [id, lines_id]", "from: [id, line_id]", "starts at 'line_id'")]
    [InlineData("dimension: completeness", "dimension: complete", "'complete' is not possible for 'dimension'")]
    [InlineData("contractCreatedTs: 2024-01-01T00:00:00Z", "contractCreatedTs: long ago", "'contractCreatedTs' is no time")]
    [InlineData("format: u16, multipleOf: 2", "format: u64, multipleOf: 2", "is no width of whole numbers")]
    [InlineData("id: d1, type: tutorial", "id: d 1, type: tutorial", "cannot be the id")]
    public void A_mistake_in_a_block_is_told_with_its_place(string right, string wrong, string message)
    {
        Assert.Contains(right, Whole);
        var problems = Assert.Throws<ContractException>(
            () => ContractReader.Read("contracts/sales/orders.yaml", Whole.Replace(right, wrong, StringComparison.Ordinal))).Problems;
        Assert.Contains(problems, p => p.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v3.0.0")]
    [InlineData("v3.2.0")]
    public void Other_versions_of_the_standard_are_read_too(string version) => Assert.Equal("orders",
        ContractReader.Read("a/orders.yaml", ShopFiles.OrdersContract.Replace("v3.1.0", version, StringComparison.Ordinal)).Table);

    [Fact]
    public void Words_of_version_3_2_are_known_and_a_type_that_no_table_holds_is_refused()
    {
        var contract = ShopFiles.Contract("""
            - name: a
              logicalType: string
              deprecated: true
              synonyms: [b]
              semanticType: dimension
              context: { instructions: x }
              enum: [{ value: x, label: X }, { value: y }]
            """);
        Assert.Equal("must be one of: x, y", contract.Shape.Columns[0].Checks[0].Message);
        var refused = Assert.Throws<ContractException>(() => ShopFiles.Contract("- { name: a, logicalType: map, map: { key: {}, value: {} } }"));
        Assert.Equal(ErrorCodes.NotAvailable, refused.Code);
    }

    // Keys and values in order; quotes count only where they decide what a value is.
    private static string Shape(YamlNode node) => node switch
    {
        YamlMapping m => "{" + string.Join(",", m.Entries.Select(e => $"{e.Key.Text}={Shape(e.Value)}")) + "}",
        YamlSequence s => "[" + string.Join(",", s.Items.Select(Shape)) + "]",
        YamlScalar { IsNull: true } => "null",
        YamlScalar { Truth: { } truth } => truth ? "true" : "false",
        YamlScalar { IsNumber: true } n => "number " + n.Text,
        YamlScalar text => "text " + text.Text,
        _ => throw new InvalidOperationException(),
    };
}
