using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.Tests.Compatibility;

namespace Lakehouse.Quality.Tests.Generation;

/// <summary>Contracts with random properties, nested ones and all kinds of checks among them.</summary>
internal static class RandomContract
{
    private static readonly string[] OpenProperties =
    [
        "logicalType: string", "logicalType: string, logicalTypeOptions: { minLength: 2, maxLength: 9 }",
        "logicalType: string, logicalTypeOptions: { maxLength: 3, pattern: '^[a-c]+$' }",
        "logicalType: string, logicalTypeOptions: { pattern: '^(ab|c[0-9]{2,3})-?x$' }",
        @"logicalType: string, logicalTypeOptions: { pattern: '\d{3}[^\s-]\w*' }",
        "logicalType: string, logicalTypeOptions: { format: uuid }", "logicalType: string, logicalTypeOptions: { format: email, maxLength: 60 }",
        "logicalType: string, logicalTypeOptions: { format: uri }", "logicalType: string, logicalTypeOptions: { format: hostname }",
        "logicalType: string, logicalTypeOptions: { format: ipv4 }", "logicalType: string, logicalTypeOptions: { format: ipv6 }",
        "logicalType: string, logicalTypeOptions: { format: byte }", "logicalType: time",
        "logicalType: string, enum: [{ value: new }, { value: paid }, { value: \"it's\" }]",
        "logicalType: integer", "logicalType: integer, physicalType: int", "logicalType: integer, logicalTypeOptions: { minimum: -3, exclusiveMaximum: 12 }",
        "logicalType: integer, logicalTypeOptions: { multipleOf: 5, minimum: 7 }", "logicalType: integer, logicalTypeOptions: { format: u8 }",
        "logicalType: integer, enum: [{ value: 1 }, { value: 20 }]",
        "logicalType: number, physicalType: 'decimal(5,2)'", "logicalType: number, physicalType: 'decimal(38,9)', logicalTypeOptions: { exclusiveMinimum: 0 }",
        "logicalType: number, physicalType: 'decimal(9,4)', logicalTypeOptions: { multipleOf: 0.25, maximum: 3 }",
        "logicalType: number, physicalType: double, logicalTypeOptions: { minimum: -1.5, maximum: 1.5 }", "logicalType: number, physicalType: float",
        "logicalType: boolean", "logicalType: date", "logicalType: date, logicalTypeOptions: { minimum: 2020-02-01, maximum: 2020-02-29 }",
        "logicalType: timestamp", "logicalType: timestamp, logicalTypeOptions: { exclusiveMinimum: '2024-01-01T00:00:00Z' }",
        "logicalType: timestamp, logicalTypeOptions: { timezone: false }",
    ];

    private static readonly string[] SchemaProperties =
    [
        """ "type": "string" """, """ "type": ["string", "null"], "maxLength": 5 """, """ "type": "string", "minLength": 2, "pattern": "^[A-Z][a-z]*$" """,
        """ "type": "string", "pattern": "^[^@]+@\\s?.{2,4}$" """, """ "type": "string", "format": "uuid" """, """ "type": "string", "format": "date-time" """,
        """ "type": "string", "format": "date" """, """ "type": "string", "format": "email" """, """ "type": "string", "format": "uri" """,
        """ "type": "string", "format": "duration" """, """ "type": "string", "format": "ipv6" """, """ "enum": ["a", "b", "c"] """, """ "const": "x" """,
        """ "enum": ["a", null] """, """ "type": "integer" """, """ "type": ["integer", "null"], "minimum": 0, "exclusiveMaximum": 50 """, """ "type": "integer", "multipleOf": 3 """,
        """ "type": "integer", "enum": [1, 2, 3] """, """ "type": "number" """, """ "type": "number", "exclusiveMinimum": 0, "maximum": 10.5 """,
        """ "type": "number", "multipleOf": 0.01, "minimum": 1 """, """ "type": "boolean" """, """ "type": "integer", "not": { "enum": [4, 5] } """,
        """ "type": "string", "anyOf": [{ "maxLength": 12 }, { "pattern": "^x" }] """,
    ];

    private static readonly string[] SchemaShapes =
    [
        "", """, "additionalProperties": false """, """, "minProperties": 2 """, """, "if": { "required": ["f0"] }, "then": { "required": ["f1"] } """,
        """, "dependentRequired": { "f1": ["f0"] } """, """, "propertyNames": { "pattern": "^[a-z0-9]+$" } """, """, "unevaluatedProperties": false """,
    ];

    /// <summary>A contract of the Open Data Contract Standard.</summary>
    public static (Contract Contract, string Text) Open(Random random)
    {
        var properties = string.Join('\n', Enumerable.Range(0, random.Next(1, 7)).Select(i => $"- {{ {OpenProperty(random, $"f{i}", 2)} }}"));
        var text = ShopFiles.ContractOf($"- {{ name: at, logicalType: timestamp, required: true, primaryKey: true }}\n{properties}");
        return (ContractReader.Read("contracts/sales/things.yaml", text), text);
    }

    /// <summary>A contract written as a JSON Schema.</summary>
    public static (Contract Contract, string Text) Schema(Random random)
    {
        var text = $$"""
            { "$schema": "https://json-schema.org/draft/2020-12/schema", "x-primaryKey": "at",
              {{SchemaObject(random, 2, "\"at\": { \"type\": \"string\", \"format\": \"date-time\" }")}} }
            """;
        return (ContractReader.ReadSchema("contracts/sales/things.schema.json", [new SchemaFile("contracts/sales/things.schema.json", text)]), text);
    }

    private static string OpenProperty(Random random, string name, int depth)
    {
        var required = random.Next(2) == 0 ? ", required: true" : "";
        var named = name.Length == 0 ? "" : $"name: {name}{random.Of("", "", $", physicalName: x-{name}")}, ";
        return named + (depth == 0 ? 9 : random.Next(10)) switch
        {
            0 or 1 => $"logicalType: object, properties: [{string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(i => $"{{ {OpenProperty(random, $"g{i}", depth - 1)} }}"))}]",
            2 or 3 => $"logicalType: array, items: {{ {OpenProperty(random, "", depth - 1)} }}{random.Of("", ", logicalTypeOptions: { minItems: 1, maxItems: 3 }")}",
            _ => random.Of<string>(OpenProperties),
        } + required;
    }

    private static string SchemaObject(Random random, int depth, string first = "")
    {
        var names = Enumerable.Range(0, random.Next(2, 6)).Select(i => $"f{i}").ToList();
        var required = names.Where(_ => random.Next(2) == 0).Concat(first.Length == 0 ? [] : ["at"]);
        var properties = names.Select(name => $"\"{name}\": {{ {SchemaProperty(random, depth)} }}").Concat(first.Length == 0 ? [] : [first]);
        return $$"""
            "type": "object", "required": [{{string.Join(", ", required.Select(name => $"\"{name}\""))}}],
            "properties": { {{string.Join(", ", properties)}} }{{(random.Next(2) == 0 ? "" : random.Of<string>(SchemaShapes))}}
            """;
    }

    private static string SchemaProperty(Random random, int depth) => (depth == 0 ? 9 : random.Next(10)) switch
    {
        0 or 1 => SchemaObject(random, depth - 1),
        2 or 3 => $$""" "type": "array", "items": { {{SchemaProperty(random, depth - 1)}} }{{random.Of("", ", \"minItems\": 1, \"maxItems\": 4", ", \"uniqueItems\": true, \"maxItems\": 2")}} """,
        _ => random.Of<string>(SchemaProperties),
    };
}
