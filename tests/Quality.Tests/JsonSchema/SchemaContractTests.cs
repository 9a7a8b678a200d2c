using System.Text;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Exchange;
using Lakehouse.Quality.Fingerprinting;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Tests.Sql;

namespace Lakehouse.Quality.Tests.JsonSchema;

/// <summary>JSON Schemas as contracts: what becomes columns, what is left, and that both together say what the schema says.</summary>
public sealed class SchemaContractTests
{
    private const string Order = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Orders", "x-version": "1.2.0", "x-primaryKey": ["orderId"],
          "type": "object", "required": ["orderId", "at", "status"],
          "properties": {
            "orderId": { "type": "string", "format": "uuid" },
            "at": { "type": "string", "format": "date-time" },
            "day": { "type": ["string", "null"], "format": "date" },
            "status": { "enum": ["new", "paid"] },
            "lines": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/line" } },
            "total": { "type": "number", "multipleOf": 0.01, "minimum": 0 },
            "rate": { "type": "number" },
            "code": { "type": "string", "pattern": "^[A-Z]{2}$", "maxLength": 2 },
            "extra": { "x-column": false, "type": ["string", "array"] },
            "buyer": { "allOf": [{ "$ref": "#/$defs/person" }], "required": ["mail"] }
          },
          "$defs": {
            "line": { "type": "object", "required": ["sku"], "properties": { "sku": { "type": "string", "minLength": 1 }, "count": { "type": "integer", "minimum": 1 } } },
            "person": { "type": "object", "properties": { "mail": { "type": "string", "format": "email" }, "vip": { "type": "boolean" } } }
          }
        }
        """;

    [Fact]
    public void Properties_become_columns_and_their_keywords_checks()
    {
        var contract = Read(Order);

        Assert.Equal(
            [
                "order_id string required Refused: must be a UUID", "at timestamp required Refused", "day date optional Allowed",
                "status string required Refused: must be one of: new, paid", "lines array optional Refused: must have at least 1 element",
                "lines[] object optional Refused", "lines[].sku string required Refused: must have at least 1 character",
                "lines[].count integer (64 bits) optional Refused: must be at least 1",
                "total decimal(38,2) optional Refused: must be a multiple of 0.01, must be at least 0", "rate double optional Refused",
                "code string optional Refused: must match ^[A-Z]{2}$, must have at most 2 characters",
                "buyer object optional Refused", "buyer.mail string required Refused", "buyer.vip boolean optional Refused",
            ],
            contract.Shape.All.Select(field => $"{field.Path} {field.Type} {(field.Required ? "required" : "optional")} {field.Nulls}"
                + (field.Checks.Count == 0 ? "" : ": " + string.Join(", ", field.Checks.Select(check => check.Message)))));
        Assert.Equal(["order_id"], contract.PrimaryKey.Select(field => field.Name));
        Assert.Equal(("1.2.0", "Orders"), (contract.Version, contract.Name));
        // The format of the mail and the type of what is no column are all that is left.
        Assert.Equal(
            ["type extra", "format buyer.mail"],
            contract.Remainder!.Evaluate(
                """
                {"orderId":5,"at":1,"status":"old","lines":[],"total":-1,"rate":"","code":"abc","extra":1,"buyer":{"mail":"x","vip":0}}
                """u8).Errors.Select(error => $"{error.Keyword} {error.Path}"));
    }

    [Fact]
    public void Nothing_is_left_when_columns_say_it_all()
    {
        var contract = Read("""
            { "type": "object", "required": ["id", "at"], "properties": { "id": { "type": "integer" }, "at": { "type": "string", "format": "date-time" },
              "who": { "$ref": "#/$defs/w" } }, "$defs": { "w": { "type": ["object", "null"], "properties": { "n": { "type": "string" } } } } }
            """);

        Assert.Null(contract.Remainder);
    }

    [Fact]
    public void The_verdict_has_the_errors_of_columns_and_of_what_is_left()
    {
        using var run = new VerdictRun(VerdictRun.SourceOf(Read("""
            { "type": "object", "required": ["at"], "additionalProperties": false,
              "properties": { "at": { "type": "string", "format": "date-time" }, "n": { "type": "integer", "minimum": 1 },
                "kind": { "type": "string" }, "s": { "type": ["string", "null"] } },
              "if": { "properties": { "kind": { "const": "x" } }, "required": ["kind"] }, "then": { "required": ["n"] } }
            """)));

        var errors = run.Errors(
            """{"at":"2024-05-01T00:00:00Z","n":1,"s":null}""",
            """{"at":"2024-05-01T00:00:00Z","kind":"x","n":0,"more":1}""",
            """{"at":"2024-05-01T00:00:00Z","kind":"x"}""",
            """{"at":"2024-05-01T00:00:00Z","n":null}""",
            """{"at":"2024-05-01T00:00:00Z","n":"1","n":2}""",
            "{",
            null);

        Assert.Equal(
            [
                "",
                "RANGE n: must be at least 1; SCHEMA more: is not allowed",
                "REQUIRED n: 'n' is missing",
                "TYPE n: is null, not a whole number",
                "TYPE n: is text, not a whole number; DUPLICATE_KEY n: stands twice in its object",
                "MALFORMED : is not one complete JSON object",
                "MALFORMED : is not valid UTF-8",
            ],
            errors.Select(list => string.Join("; ", list)));
    }

    [Fact]
    public void Verdicts_agree_with_the_schema_on_every_record()
    {
        string[] members =
        [
            "\"orderId\":\"2eb8aa08-aa98-11ea-b4aa-73b441d16380\"", "\"orderId\":\"x\"", "\"orderId\":null", "\"at\":\"2024-05-01T00:00:00Z\"",
            "\"at\":\"2024-05-01\"", "\"day\":null", "\"day\":\"2024-02-30\"", "\"status\":\"new\"", "\"status\":\"old\"", "\"status\":1",
            "\"lines\":[]", "\"lines\":[{\"sku\":\"a\"}]", "\"lines\":[{\"sku\":\"\",\"count\":0}]", "\"lines\":[null]", "\"lines\":{}",
            "\"total\":1.10", "\"total\":1.105", "\"total\":-1", "\"total\":1e2", "\"rate\":1e300", "\"rate\":\"1\"", "\"code\":\"AB\"",
            "\"code\":\"ab\"", "\"code\":\"AB\\n\"", "\"extra\":[1]", "\"extra\":1", "\"buyer\":{}", "\"buyer\":{\"mail\":\"a@b.c\",\"vip\":true}",
            "\"buyer\":{\"mail\":\"a\",\"vip\":null}", "\"buyer\":{\"mail\":null}", "\"unknown\":{\"a\":[1]}",
        ];
        string[] good = [members[0], members[3], "\"status\":\"paid\""];
        var records = members.SelectMany(one => members.Select(other => Record([.. good, one, other])))
            .Concat(members.Select(one => Record([one]))).Distinct().ToArray();
        var schema = new SchemaSet([new SchemaFile("s.json", Order)], SchemaContractReader.Options).Compile("s.json");

        using var run = new VerdictRun(VerdictRun.SourceOf(Read(Order)));
        var verdicts = run.Errors(records);

        Assert.True(records.Length > 500);
        for (var i = 0; i < records.Length; i++)
        {
            var byColumns = string.Join("; ", verdicts[i]);
            var bySchema = schema.Evaluate(Encoding.UTF8.GetBytes(records[i])).Errors;
            Assert.True((byColumns.Length == 0) == (bySchema.Count == 0), $"{records[i]}: {byColumns} against {string.Join("; ", bySchema)}");
        }
    }

    [Theory]
    [InlineData("""{ "properties": { "a": {} } }""", "QUA0708: contracts/sales/orders.schema.json:1:24: 'a' has no single type")]
    [InlineData("""{ "properties": { "a": { "type": ["string", "number"] } } }""", "QUA0708")]
    [InlineData("""{ "properties": { "a": { "type": "array" } } }""", "QUA0708: contracts/sales/orders.schema.json:1:24: 'a' is an array without one schema")]
    [InlineData("""{ "properties": { "a": { "type": "object" } } }""", "QUA0708: contracts/sales/orders.schema.json:1:24: describes an object without columns")]
    [InlineData("""{ "properties": { "a": { "type": "object", "properties": { "b": { "$ref": "#/properties/a" } } } } }""", "QUA0708: contracts/sales/orders.schema.json:1:24: 'a.b' contains itself")]
    [InlineData("""{ "properties": { "landed_at": { "type": "string" } } }""", "QUA0109")]
    [InlineData("""{ "properties": { "ä": { "type": "string" } } }""", "QUA0108")]
    [InlineData("""{ "properties": { "aB": { "type": "string" }, "a_b": { "type": "string" } } }""", "QUA0208")]
    [InlineData("""{ "x-primaryKey": ["a"], "properties": { "a": { "type": "string" } } }""", "QUA0207")]
    [InlineData("""{ "properties": { "a": { "type": "number", "x-physicalType": "decimal(50,2)" } } }""", "QUA0202")]
    [InlineData("""{ "properties": { "a": { "type": "string", "pattern": "^(?!x)" } } }""", "QUA0706")]
    public void What_cannot_be_a_table_is_refused(string schema, string expected)
    {
        var problems = new ProblemList();
        SchemaContractReader.Read(File, "sales/orders", Set(schema), problems);

        Assert.StartsWith(expected, Assert.Throws<ContractException>(problems.ThrowIfAny).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fingerprint_follows_what_is_asked_and_not_what_is_told()
    {
        string Of(string schema) => Fingerprints.OfContract(Read(schema));
        var changed = Order.Replace("\"format\": \"email\"", "\"format\": \"idn-email\"", StringComparison.Ordinal);
        var told = Order.Replace("\"Orders\"", "\"All orders\"", StringComparison.Ordinal);

        Assert.NotEqual(Of(Order), Of(changed));
        Assert.Equal(Of(Order), Of(told));
    }

    [Fact]
    public void A_project_binds_a_source_to_a_schema()
    {
        var project = ProjectReader.Read(
            [
                new("lakehouse.yaml", "name: shop\ndomains:\n  sales: { owner: ann }\n"),
                new("contracts/sales/orders.schema.json", Order.Replace("\"#/$defs/person\"", "\"common/person.json\"", StringComparison.Ordinal)
                    .Replace("\"x-primaryKey\": [\"orderId\"],", "", StringComparison.Ordinal)),
                new("contracts/sales/common/person.json", """{ "type": "object", "properties": { "mail": { "type": "string" } } }"""),
                new("sources/orders.yaml", "contract: sales/orders\nevent_time: at\nkey: [order_id]\n"),
            ],
            null);

        var source = Assert.Single(project.Sources);
        Assert.Equal(["order_id"], source.Contract.PrimaryKey.Select(field => field.Name));
        Assert.Equal("buyer.mail", source.Contract.Shape.Find("buyer.mail")?.Path);
        Assert.Equal("timestamp", source.Contract.Shape.Find("at")!.Type.ToString());
    }

    private const string File = "contracts/sales/orders.schema.json";

    private static SchemaSet Set(string schema) => new([new SchemaFile(File, schema)], SchemaContractReader.Options);

    [Fact]
    public void A_contract_that_was_exported_as_a_schema_is_a_contract_as_it_is()
    {
        var orders = ShopFiles.Contract("""
            - { name: at, logicalType: timestamp, required: true }
            - { name: line, logicalType: integer, primaryKey: true, primaryKeyPosition: 2 }
            - { name: order_id, physicalName: orderId, logicalType: string, primaryKey: true, primaryKeyPosition: 1 }
            """);

        var contract = Read(ContractExporter.Export(orders, ExchangeFormat.JsonSchema).Text);

        Assert.Equal(["order_id", "line"], contract.PrimaryKey.Select(field => field.Name));
        Assert.Equal(orders.Version, contract.Version);
    }

    [Fact]
    public void The_key_and_the_version_of_a_schema_are_imported()
    {
        var import = ContractImporter.Import("order.schema.json", Order);
        var contract = ContractReader.Read("contracts/sales/orders.yaml", import.Text);

        Assert.Equal(["order_id"], contract.PrimaryKey.Select(field => field.Name));
        Assert.Equal("1.2.0", contract.Version);
        Assert.DoesNotContain(import.Losses, loss => loss.What.Contains("x-primaryKey", StringComparison.Ordinal));
    }

    private static Contract Read(string schema)
    {
        var problems = new ProblemList();
        var contract = SchemaContractReader.Read(File, "sales/orders", Set(schema), problems);
        problems.ThrowIfAny();
        return contract!;
    }

    // Of two members with one name the last.
    private static string Record(string[] members) =>
        "{" + string.Join(',', members.GroupBy(member => member.Split(':')[0]).Select(same => same.Last())) + "}";
}
