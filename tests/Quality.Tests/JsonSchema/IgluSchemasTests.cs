using System.Text;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.JsonSchema.Iglu;

namespace Lakehouse.Quality.Tests.JsonSchema;

public sealed class IgluSchemasTests
{
    private static readonly IgluSchemas Schemas = new([Order("1-0-0", "\"maximum\": 5"), Order("1-1-0", "\"maximum\": 9")]);

    [Theory]
    [InlineData("""{ "schema": "iglu:com.acme/order/jsonschema/1-0-0", "data": { "n": 5 } }""", "")]
    [InlineData("""{ "schema": "iglu:com.acme/order/jsonschema/1-1-0", "data": { "n": 6 } }""", "")]
    [InlineData("""{ "schema": "iglu:com.acme/order/jsonschema/1-0-0", "data": { "n": 6 } }""", "maximum /data/n data.n: must be at most 5")]
    [InlineData("""{ "schema": "iglu:com.acme/order/jsonschema/2-0-0", "data": { "n": 5 } }""", "schema /schema schema: names a version that is not there; there are 1-0-0, 1-1-0")]
    [InlineData("""{ "schema": "iglu:com.acme/other/jsonschema/1-0-0", "data": {} }""", "schema /schema schema: names a schema that is not there")]
    [InlineData("""{ "schema": "com.acme/order", "data": {} }""", "schema /schema schema: must be the name of a schema such as iglu:com.acme/order/jsonschema/1-0-0")]
    [InlineData("""{ "schema": "iglu:com.acme/order/jsonschema/1-0-0" }""", "schema  : must be an object of 'schema', which names the schema, and 'data'")]
    public void A_record_is_judged_by_the_schema_it_names(string record, string expected)
    {
        Assert.Equal(expected, string.Join("; ", Schemas.Evaluate(Encoding.UTF8.GetBytes(record)).Errors
            .Select(e => $"{e.Keyword} {e.InstanceLocation} {e.Path}: {e.Message}")));
    }

    [Fact]
    public void A_schema_says_what_its_place_says()
    {
        var thrown = Assert.Throws<ContractException>(() => new IgluSchemas(
            [Order("1-0-0", "\"maximum\": 5") with { Path = "com.acme/order/jsonschema/1-0-1" }, new SchemaFile("readme.json", "{}")]));

        Assert.Equal(
            [
                "QUA0709: the schema says that it is iglu:com.acme/order/jsonschema/1-0-0, its place says iglu:com.acme/order/jsonschema/1-0-1",
                "QUA0709: the file lies where no self-describing schema lies",
            ],
            thrown.Problems.Select(problem => $"{problem.Code}: {problem.Message}"));
    }

    [Theory]
    [InlineData("1-0-0", true)]
    [InlineData("0-0-0", false)]
    [InlineData("1-01-0", false)]
    [InlineData("1.0.0", false)]
    public void Versions_have_one_form(string text, bool isVersion)
    {
        Assert.Equal(isVersion ? text : null, SchemaVer.Parse(text)?.ToString());
    }

    private static SchemaFile Order(string version, string limit) => new($"com.acme/order/jsonschema/{version}", $$"""
        { "$schema": "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#",
          "self": { "vendor": "com.acme", "name": "order", "format": "jsonschema", "version": "{{version}}" },
          "type": "object", "properties": { "n": { "type": "integer", {{limit}} } } }
        """);
}
