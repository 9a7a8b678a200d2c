using System.Text.Json;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Tests.JsonSchema;

public sealed class SchemaResultTests
{
    [Fact]
    public void All_errors_are_told_with_their_places()
    {
        var result = Judge.Evaluate(
            """
            { "required": ["id"], "properties": { "items": { "items": { "properties": { "a/b": { "type": "string", "minLength": 2 },
              "n": { "$ref": "#/$defs/n" } } } } }, "additionalProperties": false, "$defs": { "n": { "maximum": 3, "multipleOf": 2 } } }
            """,
            """{ "items": [{}, { "a/b": "x", "n": 5 }], "x": 1 }""");

        Assert.Equal(
            [
                new("required", "", "contracts/a.json#/required", "'id' is missing") { Path = "id" },
                new("minLength", "/items/1/a~1b", "contracts/a.json#/properties/items/items/properties/a~1b/minLength",
                    "must have at least 2 characters") { Path = "items[1].a/b" },
                new("maximum", "/items/1/n", "contracts/a.json#/$defs/n/maximum", "must be at most 3") { Path = "items[1].n" },
                new("multipleOf", "/items/1/n", "contracts/a.json#/$defs/n/multipleOf", "must be a multiple of 2") { Path = "items[1].n" },
                new("additionalProperties", "/x", "contracts/a.json#/additionalProperties", "is not allowed") { Path = "x" },
            ],
            result.Errors);
    }

    [Fact]
    public void Branches_that_do_not_hold_are_one_error()
    {
        var result = Judge.Evaluate("""{ "oneOf": [{ "type": "string" }, { "minimum": 3 }] }""", "1");

        Assert.Equal("must satisfy exactly one of 2 schemas, and satisfies none", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void Annotations_are_those_of_schemas_that_hold()
    {
        var result = Judge.Evaluate(
            """
            { "title": "T", "anyOf": [{ "type": "string", "title": "no" }, { "type": "integer", "title": "yes" }],
              "format": "x", "x-own": [1] }
            """,
            "1", new SchemaOptions { Annotations = true });

        Assert.Equal(
            ["title  \"T\"", "title  \"yes\"", "format  \"x\"", "x-own  [1]"],
            result.Annotations.Select(a => $"{a.Keyword} {a.InstanceLocation} {a.Value}"));
    }

    [Fact]
    public void An_invalid_value_has_no_annotations()
    {
        Assert.Empty(Judge.Evaluate("""{ "title": "T", "type": "string" }""", "1", new SchemaOptions { Annotations = true }).Annotations);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{} {}")]
    [InlineData("NaN")]
    [InlineData("")]
    public void What_is_not_strict_json_is_refused(string text)
    {
        Assert.ThrowsAny<JsonException>(() => Judge.Evaluate("{}", text));
    }

    [Fact]
    public void Deep_values_do_not_exhaust_the_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"next":""", 500)) + "1" + new string('}', 500);

        Assert.True(Judge.Evaluate("""{ "properties": { "next": { "$ref": "#" } } }""", deep).IsValid);
        Assert.False(Judge.Evaluate("""{ "type": "object", "properties": { "next": { "$ref": "#" } } }""", deep).IsValid);
    }

    [Fact]
    public void A_schema_that_takes_too_many_steps_is_given_up()
    {
        var layers = string.Join(',', Enumerable.Range(0, 40).Select(i =>
            $$"""{{(i == 0 ? "" : " ")}}"a{{i}}": { "allOf": [{ "$ref": "#/$defs/a{{i + 1}}" }, { "$ref": "#/$defs/a{{i + 1}}" }] }"""));
        var result = Judge.Evaluate($$"""{ "$ref": "#/$defs/a0", "$defs": { {{layers}}, "a40": { "type": "integer" } } }""", "1");

        Assert.Equal("the schema takes too many steps on this value", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_given_up()
    {
        var result = Judge.Evaluate("""{ "pattern": "^(?=a)(a|aa)+$" }""", $"\"{new string('a', 80)}!\"");

        Assert.StartsWith("a pattern takes more than", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dynamic_loop_is_given_up()
    {
        var result = Judge.Evaluate(
            """
            { "$id": "http://a.example/root", "$dynamicAnchor": "x", "$ref": "other",
              "$defs": { "o": { "$id": "other", "allOf": [{ "$dynamicRef": "#x" }], "$defs": { "x": { "$dynamicAnchor": "x" } } } } }
            """,
            "1");

        Assert.Contains("without end", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }
}
