using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Tests.Contracts;

public sealed class ContractReaderTests
{
    [Fact]
    public void A_contract_with_every_block_of_the_standard_is_read()
    {
        var contract = ContractReader.Read("contracts/sales/orders.yaml", """
            apiVersion: v3.1.0
            kind: DataContract
            id: 53581432-6c55-4ba2-a65f-72344a91553a
            name: Orders
            version: 1.10.0
            status: in development
            tenant: shop
            domain: sales
            dataProduct: orders
            contractCreatedTs: 2024-01-01T00:00:00Z
            tags: [revenue, checkout]
            description:
              purpose: What was sold.
              limitations: No returns.
              usage: Reports.
              customProperties: [{ property: a, value: 1 }]
            authoritativeDefinitions: [{ type: businessDefinition, url: https://example.com/orders }]
            servers: [{ server: local, type: local, path: x, format: jsonl }]
            support: [{ channel: "#orders", tool: slack }]
            price: { priceAmount: 9.95, priceCurrency: EUR, priceUnit: month }
            roles: [{ role: reader, access: read }]
            team:
              name: checkout
              members: [{ username: ann, role: Owner, dateIn: 2024-01-01 }, { username: bob, name: Bob }]
            slaDefaultElement: orders.at
            slaProperties:
              - { property: latency, value: 4, unit: d, element: orders.at, driver: regulatory }
            customProperties: [{ property: "n", value: 007 }]
            schema:
              - name: orders
                id: orders_tbl
                logicalType: object
                physicalName: orders_v1
                physicalType: event
                businessName: Orders
                dataGranularityDescription: One row per order.
                tags: [a]
                relationships: []
                properties:
                  - name: id
                    id: id_prop
                    logicalType: string
                    physicalType: varchar(18)
                    businessName: order number
                    description: The key.
                    tags: [key]
                    classification: restricted
                    criticalDataElement: true
                    encryptedName: id_enc
                    partitioned: false
                    partitionKeyPosition: -1
                    primaryKeyPosition: -1
                    transformLogic: none
                    examples: [A-1]
                    relationships: [{ to: customers.id }]
                    quality: [{ type: text, description: Must look fine. }]
            """);
        Assert.Equal(("sales/orders", "1.10.0", "in development", "Orders", "orders"),
            (contract.Key, contract.Version, contract.Status, contract.Name, contract.Table));
        Assert.Equal(new ContractDescription("What was sold.", "No returns.", "Reports."), contract.Description);
        Assert.Equal([new TeamMember("ann", null, "Owner"), new TeamMember("bob", "Bob", null)], contract.Team!.Members);
        Assert.Equal([new SlaProperty("latency", "4", "d", "orders.at")], contract.SlaProperties);
        Assert.Equal(["revenue", "checkout"], contract.Tags);
        Assert.Equal("""{"priceAmount":9.95,"priceCurrency":"EUR","priceUnit":"month"}""", contract.Blocks["price"]);
        Assert.Equal("""[{"property":"n","value":"007"}]""", contract.Blocks["customProperties"]);
        var notes = Assert.Single(contract.Shape.Columns).Notes;
        Assert.Equal(("The key.", "order number", "restricted", true),
            (notes.Description, notes.BusinessName, notes.Classification, notes.CriticalDataElement));
        Assert.Equal("""["A-1"]""", notes.Blocks["examples"]);
        Assert.Empty(contract.PrimaryKey);
    }

    [Fact]
    public void Members_of_a_team_may_stand_without_the_team_as_in_version_3_0()
    {
        var text = ShopFiles.OrdersContract.Replace("v3.1.0", "v3.0.2", StringComparison.Ordinal) + "\nteam: [{ username: ann }]\n";
        Assert.Equal([new TeamMember("ann", null, null)], ContractReader.Read("a/b.yaml", text).Team!.Members);
    }

    [Fact]
    public void Fields_are_numbered_parent_before_child_and_elements_count()
    {
        var shape = ShopFiles.Contract("""
            - { name: a, logicalType: string }
            - name: b
              logicalType: object
              logicalTypeOptions: { required: [c] }
              properties:
                - { name: c, logicalType: integer }
                - name: d
                  logicalType: array
                  items: { logicalType: array, items: { logicalType: object, properties: [{ name: e, physicalName: E, logicalType: date }] } }
            - { name: f, logicalType: boolean }
            """).Shape;
        Assert.Equal(["a", "b", "b.c", "b.d", "b.d[]", "b.d[][]", "b.d[][].e", "f"], shape.All.Select(f => f.Path));
        Assert.Equal(Enumerable.Range(0, 8), shape.All.Select(f => f.Id));
        Assert.Equal([0, 6, 2, 6, 6, 6, 6, 7], shape.All.Select(f => f.LastId));
        Assert.Equal(["b", "b.d", "b.d[]", "b.d[][]"], shape.Around(shape.Find("b.d[][].e")!).Select(f => f.Path));
        Assert.Equal(("e", "E"), (shape.Find("b.d[][].e")!.Name, shape.Find("b.d[][].e")!.JsonName));
        Assert.True(shape.Find("b.c")!.Required);
        Assert.Null(shape.Find("b.x"));
    }

    [Theory]
    [InlineData("string", "string")]
    [InlineData("string, physicalType: \"varchar(10)\"", "string")]
    [InlineData("time", "string")]
    [InlineData("integer", "integer (64 bits)")]
    [InlineData("integer, physicalType: BIGINT", "integer (64 bits)")]
    [InlineData("integer, physicalType: int", "integer (32 bits)")]
    [InlineData("integer, logicalTypeOptions: { format: i32 }", "integer (32 bits)")]
    [InlineData("integer, physicalType: whatever, logicalTypeOptions: { format: i64 }", "integer (64 bits)")]
    [InlineData("number", "decimal(38,9)")]
    [InlineData("number, physicalType: \"Decimal( 18 , 2 )\"", "decimal(18,2)")]
    [InlineData("number, physicalType: numeric(5)", "decimal(5,0)")]
    [InlineData("number, physicalType: double precision", "double")]
    [InlineData("number, physicalType: float", "float")]
    [InlineData("number, physicalType: int", "integer (32 bits)")]
    [InlineData("number, logicalTypeOptions: { format: f32 }", "float")]
    [InlineData("number, logicalTypeOptions: { format: f64 }", "double")]
    [InlineData("boolean", "boolean")]
    [InlineData("date", "date")]
    [InlineData("date, logicalTypeOptions: { format: yyyy-MM-dd }", "date")]
    [InlineData("timestamp", "timestamp")]
    [InlineData("timestamp, logicalTypeOptions: { defaultTimezone: Etc/UTC }", "timestamp")]
    [InlineData("timestamp, logicalTypeOptions: { timezone: false }", "timestamp without zone")]
    public void The_type_follows_from_logical_and_physical_type(string declared, string type) =>
        Assert.Equal(type, ShopFiles.Contract($"- {{ name: a, logicalType: {declared} }}").Shape.Columns[0].Type.ToString());

    [Fact]
    public void A_primary_key_has_the_order_of_its_positions_and_is_required()
    {
        var contract = ShopFiles.Contract("""
            - { name: a, logicalType: string, primaryKey: true, primaryKeyPosition: 2 }
            - { name: b, logicalType: object, required: true, properties: [{ name: c, logicalType: integer, primaryKey: true, primaryKeyPosition: 1 }] }
            - { name: d, logicalType: date, primaryKey: true }
            """);
        Assert.Equal(["b.c", "a", "d"], contract.PrimaryKey.Select(f => f.Path));
        Assert.All(contract.PrimaryKey, f => Assert.True(f.Required));
    }

    [Fact]
    public void A_position_in_the_key_that_is_taken_twice_is_told()
    {
        var problem = Assert.Single(Assert.Throws<ContractException>(() => ShopFiles.Contract("""
            - { name: a, logicalType: string, primaryKey: true, primaryKeyPosition: 1 }
            - { name: b, logicalType: string, primaryKey: true, primaryKeyPosition: 1 }
            """)).Problems);
        Assert.Equal((ErrorCodes.BadPrimaryKey, 10), (problem.Code, problem.Line));
    }

    [Fact]
    public void Only_what_forbids_every_bad_row_is_judged_row_by_row()
    {
        var contract = ShopFiles.Contract("""
            - name: a
              logicalType: string
              unique: true
              quality:
                - { metric: invalidValues, arguments: { validValues: [x] }, mustBe: 0 }
                - { metric: invalidValues, arguments: { pattern: "^x" }, mustBeLessOrEqualTo: 0 }
                - { metric: invalidValues, arguments: { validValues: [y] }, mustBeLessThan: 5, unit: percent }
                - { metric: invalidValues, arguments: { validValues: [z] }, mustBe: 0, severity: warning }
                - { metric: nullValues, mustBe: 0 }
                - { type: sql, query: "select count({property}) from {object}", mustBe: 1, name: counted }
            """, """
            quality:
              - { metric: rowCount, mustBeGreaterThan: 0 }
              - { metric: duplicateValues, arguments: { properties: [a] }, mustBe: 0 }
            """);
        var column = contract.Shape.Columns[0];
        Assert.Collection(column.Checks,
            c => Assert.Equal(["x"], Assert.IsType<EnumCheck>(c).Values),
            c => Assert.Equal("^x", Assert.IsType<PatternCheck>(c).Pattern));
        Assert.Equal(
            [
                TableMetric.InvalidValues, TableMetric.InvalidValues, TableMetric.NullValues, TableMetric.Query,
                TableMetric.DuplicateValues, TableMetric.RowCount, TableMetric.DuplicateValues,
            ], contract.TableChecks.Select(c => c.Metric));
        Assert.Equal("select count(\"a\") from {table}", contract.TableChecks[3].Query);
        Assert.Equal([Severity.Error, Severity.Warning], contract.TableChecks.Take(2).Select(c => c.Severity));
    }

    [Fact]
    public void A_rule_knows_its_field_its_words_and_its_place()
    {
        var contract = ShopFiles.Contract("- { name: a, logicalType: integer }", """
            quality:
              - type: custom
                engine: medallion
                name: a is odd
                implementation: { expression: " a % 2 = 1 ", path: a, code: ODD, message: is even }
              - type: custom
                engine: medallion
                implementation: { expression: a > 0 }
            """);
        var (odd, positive) = (contract.Rules[0], contract.Rules[1]);
        Assert.Equal(("a is odd", "a % 2 = 1", "ODD", "is even", "a"),
            (odd.Name, odd.Expression, odd.Code, odd.Message, odd.Field!.Path));
        Assert.Equal(("RULE", "breaks the rule: a > 0", null), (positive.Code, positive.Message, positive.Field));
        Assert.Equal(new FilePosition("contracts/sales/things.yaml", 11, 9), odd.Position);
    }

    [Theory]
    [InlineData("schema: []", "the contract has no table")]
    [InlineData("schema:", "'schema' is missing")]
    [InlineData("schema: {}", "must hold a list")]
    [InlineData("schema: [{ name: a, properties: [{ name: a, logicalType: string }] }, { name: b }]", "2 tables")]
    public void A_contract_has_one_table(string schema, string told)
    {
        var text = $"apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1\nstatus: active\n{schema}\n";
        var problem = Assert.Single(Assert.Throws<ContractException>(() => ContractReader.Read("a/b.yaml", text)).Problems);
        Assert.Contains(told, problem.Message, StringComparison.Ordinal);
    }
}
