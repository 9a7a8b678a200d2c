using System.Text.Json.Nodes;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Tests.Compatibility;

/// <summary>A schema with the files that it refers to says the same as the files, in one document.</summary>
public sealed class SchemaBundleTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["a/order.json"] = """
            {
              "type": "object",
              "properties": {
                "amount": { "$ref": "common/money.json#/$defs/amount" },
                "next": { "$ref": "#" }, "again": { "$ref": "order.json" },
                "country": { "$ref": "https://example.com/country" }, "gone": { "$ref": "nowhere.json" }
              }
            }
            """,
        ["a/common/money.json"] = """
            { "$defs": { "amount": { "$ref": "#/$defs/cents" }, "cents": { "type": "integer", "minimum": 0 } } }
            """,
        ["b.json"] = """{ "$id": "https://example.com/country", "enum": ["SE", "DE"] }""",
        ["c.json"] = """{ "type": "string" }""",
        ["d.json"] = "no JSON",
    };

    [Theory]
    [InlineData("""{"amount":1,"country":"SE","next":{"amount":2}}""", true)]
    [InlineData("""{"amount":-1}""", false)]
    [InlineData("""{"country":"NO"}""", false)]
    [InlineData("""{"next":{"again":{"amount":1.5}}}""", false)]
    public void It_judges_as_the_files_do(string record, bool valid)
    {
        var files = Files.Where(file => file.Key != "d.json").Select(file => new SchemaFile(file.Key, WithoutGone(file.Value)));
        var bundle = new SchemaBundle(Files).Of("a/order.json")!;

        Assert.Equal(valid, IsValid(new SchemaSet([.. files]).Compile("a/order.json"), record));
        Assert.Equal(valid, IsValid(new SchemaSet([new SchemaFile("one.json", WithoutGone(bundle))]).Compile("one.json"), record));
        Assert.Contains("nowhere.json", bundle);
    }

    [Fact]
    public void A_file_that_refers_to_no_other_is_left_as_it_is()
    {
        var bundle = new SchemaBundle(Files);
        Assert.Null(bundle.Of("c.json"));
        Assert.Null(bundle.Of("d.json"));
        Assert.Null(bundle.Of("e.json"));
    }

    [Fact]
    public void What_a_referred_file_forbids_breaks_the_schema()
    {
        var narrow = Files["a/common/money.json"].Replace("\"minimum\": 0", "\"minimum\": 5");
        var (old, next) = (Read(Files), Read(new(Files) { ["a/common/money.json"] = narrow }));

        Assert.Equal(["/properties/amount/minimum"], next.ProblemsReading(old).Where(problem => problem.Code != "NOT_PROVABLE").Select(problem => problem.Path).Take(1));
        Assert.DoesNotContain(old.ProblemsReading(next), problem => problem.Path == "/properties/amount/minimum");
    }

    private static PayloadSchema Read(Dictionary<string, string> files) =>
        PayloadSchema.Read("order.json", new SchemaBundle(files).Of("a/order.json")!);

    private static bool IsValid(CompiledSchema schema, string record) =>
        schema.Evaluate(System.Text.Encoding.UTF8.GetBytes(record)).Errors.Count == 0;

    private static string WithoutGone(string schema)
    {
        var root = JsonNode.Parse(schema)!;
        (root["properties"] as JsonObject)?.Remove("gone");
        return root.ToJsonString();
    }
}
