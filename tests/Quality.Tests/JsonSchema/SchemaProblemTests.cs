using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Tests.JsonSchema;

public sealed class SchemaProblemTests
{
    [Fact]
    public void All_problems_come_at_once_with_their_lines()
    {
        Assert.Equal(
            [
                "QUA0703 2: /properties/a/minimum must be a number",
                "QUA0703 3: /properties/b/type must satisfy one of 2 schemas, and satisfies none",
                "QUA0703 4: /required must be an array",
            ],
            Judge.Problems("""
                { "properties": {
                  "a": { "minimum": "1" },
                  "b": { "type": "strin" } },
                  "required": "a" }
                """));
    }

    [Fact]
    public void References_and_patterns_are_checked()
    {
        var problems = Judge.Problems("""
            { "properties": { "a": { "$ref": "#/$defs/no" },
              "b": { "$ref": "https://a.example/elsewhere.json" },
              "c": { "$ref": "other.json#x" },
              "d": { "pattern": "(?i)a" },
              "e": { "pattern": "\\p{Script=Greek}" } } }
            """);

        Assert.Equal(
            [
                "QUA0705 1: /properties/a/$ref: '#/$defs/no' cannot be resolved: the schema has no '#/$defs/no'",
                "QUA0705 2: /properties/b/$ref: 'https://a.example/elsewhere.json' cannot be resolved: there is no schema 'https://a.example/elsewhere.json'",
                "QUA0705 3: /properties/c/$ref: 'other.json#x' cannot be resolved: there is no schema 'project:///contracts/other.json'",
                "QUA0706 4: /properties/d/pattern: the pattern cannot be used: it has a group other than '(...)', '(?:...)', '(?<name>...)' and looking around",
                "QUA0706 5: /properties/e/pattern: the pattern cannot be used: the property 'Script=Greek' is not available, only general categories are",
            ],
            problems);
    }

    [Theory]
    [InlineData("""{ "$ref": "#" }""")]
    [InlineData("""{ "allOf": [{ "anyOf": [{ "$ref": "#/$defs/a" }] }], "$defs": { "a": { "not": { "$ref": "#" } } } }""")]
    public void Loops_are_found(string schema)
    {
        Assert.StartsWith("QUA0707", Assert.Single(Judge.Problems(schema)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "$schema": "http://json-schema.org/draft-03/schema#" }""", "QUA0702 1: 'http://json-schema.org/draft-03/schema#' is no known draft or metaschema of the project")]
    [InlineData("""{ "a": 1, "a": 2 }""", "QUA0701 1: the file is not JSON: The name 'a' stands twice in its object.")]
    [InlineData("""{ "$defs": { "a": { "$id": "http://x.example/1" }, "b": { "$id": "http://x.example/1" } } }""",
        "QUA0704 1: the id 'http://x.example/1' is also that of a schema in contracts/a.json")]
    [InlineData("""{ "$defs": { "a": { "$anchor": "x" }, "b": { "$anchor": "x" } } }""", "QUA0704 1: the anchor 'x' stands twice in one schema")]
    [InlineData("1", "QUA0703 1: the schema must be an object or a boolean")]
    public void Documents_are_checked(string schema, string expected)
    {
        Assert.Equal([expected], Judge.Problems(schema).Take(1));
    }

    [Fact]
    public void A_metaschema_can_switch_keywords_off()
    {
        SchemaFile[] files =
        [
            new("a.json", """{ "$schema": "https://a.example/meta", "properties": { "a": { "minimum": 5, "type": "string" } } }"""),
            new("meta.json", """
                { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://a.example/meta", "$dynamicAnchor": "meta",
                  "$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/core": true,
                    "https://json-schema.org/draft/2020-12/vocab/applicator": true, "https://a.example/own": false },
                  "allOf": [{ "$ref": "https://json-schema.org/draft/2020-12/meta/core" },
                    { "$ref": "https://json-schema.org/draft/2020-12/meta/applicator" }] }
                """),
        ];

        Assert.True(new SchemaSet(files).Compile("a.json").Evaluate("""{"a":1}"""u8).IsValid);
        var needed = files[1] with { Text = files[1].Text.Replace("own\": false", "own\": true", StringComparison.Ordinal) };
        Assert.Equal("QUA0702 1: its metaschema needs the vocabulary 'https://a.example/own'", Judge.Problems(files[0], needed)[0]);
    }

    [Fact]
    public void Files_are_named_by_their_paths_and_ids()
    {
        SchemaFile[] files =
        [
            new("contracts/sales/order.json", """
                { "$id": "https://a.example/order", "properties": { "m": { "$ref": "../common/money.json#/$defs/amount" }, "c": { "$ref": "/country" } } }
                """),
            new("contracts/common/money.json", """{ "$defs": { "amount": { "minimum": 0 } } }"""),
            new("contracts/common/country.json", """{ "$id": "https://a.example/country", "minLength": 2 }"""),
        ];

        Assert.Equal(
            ["contracts/common/money.json#/$defs/amount/minimum", "https://a.example/country#/minLength"],
            new SchemaSet(files).Compile("contracts/sales/order.json").Evaluate("""{"m":-1,"c":"d"}"""u8).Errors.Select(e => e.SchemaLocation));
    }
}
