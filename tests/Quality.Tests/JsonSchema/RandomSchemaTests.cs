using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Tests.JsonSchema;

/// <summary>Random schemas and values: never an exception but the declared ones, never without end, and laws of logic.</summary>
public sealed class RandomSchemaTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Random_schemas_never_crash()
    {
        Prop.ForAll(Schemas().ToArbitrary(), Values().ToArbitrary(), (schema, value) =>
        {
            var text = $$"""{ "allOf": [{{schema}}], "$defs": { "a": {{schema}}, "b": { "type": "array" } } }""";
            foreach (var draft in Enum.GetValues<Draft>())
            {
                try
                {
                    Judge.Evaluate(text, value, new SchemaOptions { Draft = draft, AssertFormats = true, Annotations = true });
                }
                catch (ContractException e)
                {
                    Assert.NotEmpty(e.Problems);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void Not_turns_the_answer_round_and_all_of_one_keeps_it()
    {
        Prop.ForAll(Sound().ToArbitrary(), Values().ToArbitrary(), (schema, value) =>
        {
            var isValid = Judge.Evaluate(schema, value).IsValid;
            Assert.Equal(!isValid, Judge.Evaluate($$"""{ "not": {{schema}} }""", value).IsValid);
            Assert.Equal(isValid, Judge.Evaluate($$"""{ "allOf": [{{schema}}, true] }""", value).IsValid);
            Assert.Equal(isValid, Judge.Evaluate($$"""{ "oneOf": [{{schema}}, false] }""", value).IsValid);
            Assert.Equal(isValid, Judge.Evaluate($$"""{ "if": {{schema}}, "else": false }""", value).IsValid);
            Assert.Equal(isValid, Judge.Evaluate(schema, value, new SchemaOptions { Annotations = true }).IsValid);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void Random_texts_are_no_schemas_and_nothing_worse()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            try
            {
                Judge.Compile($$"""{ "pattern": {{System.Text.Json.JsonSerializer.Serialize(text.Get)}}, "$ref": {{System.Text.Json.JsonSerializer.Serialize("#" + text.Get)}} }""");
            }
            catch (ContractException e)
            {
                Assert.NotEmpty(e.Problems);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    // Right and wrong values for keywords, references to anywhere.
    private static Gen<string> Schemas() => Gen.Sized(size => Nested(size, sound: false));

    private static Gen<string> Sound() => Gen.Sized(size => Nested(size, sound: true));

    private static Gen<string> Nested(int size, bool sound)
    {
        var leaves = new List<Gen<string>>
        {
            Gen.Elements("\"type\":\"object\"", "\"type\":[\"integer\",\"null\"]", "\"type\":\"string\"", "\"const\":1", "\"enum\":[1,\"x\",{}]",
                "\"minimum\":1", "\"maximum\":2.5", "\"multipleOf\":0.5", "\"minLength\":1", "\"pattern\":\"^a\"", "\"format\":\"ipv4\"",
                "\"required\":[\"a\"]", "\"minItems\":1", "\"uniqueItems\":true", "\"maxProperties\":1", "\"dependentRequired\":{\"a\":[\"b\"]}"),
        };
        if (!sound)
        {
            leaves.Add(Gen.Elements("\"type\":5", "\"minimum\":\"x\"", "\"$ref\":\"#/$defs/a\"", "\"$ref\":\"#\"", "\"$dynamicRef\":\"#x\"",
                "\"$ref\":\"#/$defs/b\"", "\"$dynamicAnchor\":\"x\"", "\"$id\":\"http://x.example/a\"", "\"$anchor\":\"q\"", "\"pattern\":\"(\"",
                "\"items\":[{}]", "\"exclusiveMinimum\":true", "\"$recursiveRef\":\"#\"", "\"$recursiveAnchor\":true"));
        }
        var leaf = Gen.OneOf(leaves);
        var member = size < 2 ? leaf : Gen.OneOf(leaf, Applied(Nested(size / 2, sound)));
        return Gen.ListOf(member, 3).Select(members => "{" + string.Join(',', members.DistinctBy(m => m.Split(':')[0])) + "}");
    }

    private static Gen<string> Applied(Gen<string> schema) =>
        from inner in schema
        from other in schema
        from name in Gen.Elements(Names)
        from text in Gen.Elements(
            $"\"properties\":{{\"{name}\":{inner}}}", $"\"additionalProperties\":{inner}", $"\"patternProperties\":{{\"{name}\":{inner}}}",
            $"\"items\":{inner}", $"\"prefixItems\":[{inner},{other}]", $"\"contains\":{inner}", $"\"not\":{inner}", $"\"anyOf\":[{inner},{other}]",
            $"\"oneOf\":[{inner},{other}]", $"\"allOf\":[{inner},{other}]", $"\"if\":{inner},\"then\":{other}", $"\"unevaluatedProperties\":{inner}",
            $"\"unevaluatedItems\":{inner}", $"\"propertyNames\":{inner}", $"\"dependentSchemas\":{{\"{name}\":{inner}}}")
        select text;

    private static Gen<string> Values() => Gen.Sized(Value);

    private static Gen<string> Value(int size)
    {
        var single = Gen.Elements("null", "true", "0", "1", "1.0", "2.5", "-1e400", "12345678901234567890123", "\"\"", "\"a\"", "\"x\"", "\"1.2.3.4\"", "\"\\ud83d\\ude00\"");
        if (size < 2)
        {
            return single;
        }
        var inner = Value(size / 2);
        return Gen.OneOf(single,
            Gen.ListOf(inner, 3).Select(items => $"[{string.Join(',', items)}]"),
            Gen.ListOf(inner, 3).Select(items => "{" + string.Join(',', items.Select((item, i) => $"\"{Names[i]}\":{item}")) + "}"));
    }
}
