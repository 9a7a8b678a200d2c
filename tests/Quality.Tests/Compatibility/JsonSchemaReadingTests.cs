using Lakehouse.Quality.Compatibility;

namespace Lakehouse.Quality.Tests.Compatibility;

public sealed class JsonSchemaReadingTests
{
    // Reader, writer, and what keeps the one from allowing all that the other allows. Expected by hand from the
    // validation vocabulary of JSON Schema 2020-12.
    [Theory]
    [InlineData("true", """{"type":"string"}""", "")]
    [InlineData("""{"type":"number"}""", """{"type":"integer"}""", "")]
    [InlineData("""{"type":"integer"}""", """{"type":"number"}""", "TYPE_NARROWED /")]
    [InlineData("""{"type":["string","null"]}""", """{"type":"string"}""", "")]
    [InlineData("""{"type":"string"}""", """{"type":["string","null"]}""", "TYPE_NARROWED /")]
    [InlineData("""{"enum":["a","b"]}""", """{"enum":["a"]}""", "")]
    [InlineData("""{"enum":["a"]}""", """{"enum":["a","b"]}""", "ENUM_NARROWED /enum")]
    [InlineData("""{"enum":["a"]}""", """{"type":"string"}""", "ENUM_NARROWED /enum")]
    [InlineData("""{"type":"string","maxLength":3}""", """{"enum":["abc","de"]}""", "")]
    [InlineData("""{"type":"string","pattern":"^[a-c]+$"}""", """{"const":"abc"}""", "")]
    [InlineData("""{"minimum":0}""", """{"type":"integer","minimum":1}""", "")]
    [InlineData("""{"minimum":1}""", """{"type":"integer","exclusiveMinimum":1}""", "")]
    [InlineData("""{"exclusiveMinimum":1}""", """{"type":"integer","minimum":1}""", "RANGE_NARROWED /minimum")]
    [InlineData("""{"maximum":10}""", """{"type":"number"}""", "RANGE_NARROWED /maximum")]
    [InlineData("""{"maximum":10}""", """{"type":"string"}""", "")]
    [InlineData("""{"multipleOf":5}""", """{"type":"integer","multipleOf":10}""", "")]
    [InlineData("""{"multipleOf":10}""", """{"type":"integer","multipleOf":5}""", "STEP_CHANGED /multipleOf")]
    [InlineData("""{"minLength":1}""", """{"type":"string"}""", "LENGTH_NARROWED /minLength")]
    [InlineData("""{"format":"date"}""", """{"type":"string"}""", "FORMAT_CHANGED /format")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", """{"type":"array","items":{"type":"integer"}}""", "TYPE_NARROWED /items")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"integer"}}""", """{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}""", "")]
    [InlineData("""{"type":"array","uniqueItems":true}""", """{"type":"array"}""", "UNIQUE_ADDED /uniqueItems")]
    [InlineData("""{"required":["a"]}""", """{"type":"object","required":["a","b"]}""", "")]
    [InlineData("""{"required":["a","b"]}""", """{"type":"object","required":["a"]}""", "REQUIRED_ADDED /required")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"type":"object"}""", "MEMBER_REFUSED /properties/a")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"type":"object","additionalProperties":false}""", "")]
    [InlineData("""{"type":"object","additionalProperties":false}""", """{"type":"object","properties":{"a":{}}}""", "MEMBER_REFUSED /additionalProperties")]
    [InlineData("""{"type":"object","patternProperties":{"^ab":{"type":"integer"}}}""", """{"type":"object","patternProperties":{"^a":{"type":"string"}},"additionalProperties":{"type":"integer"}}""", "TYPE_NARROWED /patternProperties/^ab")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", """{"type":"integer"}""", "")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", """{"type":["string","null"]}""", "")]
    [InlineData("""{"type":["string","integer"]}""", """{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"integer"}]}""", """{"type":"integer"}""", "")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", """{"type":"integer"}""", "NOT_PROVABLE /oneOf")]
    [InlineData("""{"not":{"type":"string"}}""", """{"type":"integer"}""", "NOT_PROVABLE /not")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"number"}}}""", """{"allOf":[{"type":"integer"},{"minimum":3}]}""", "")]
    [InlineData("""{"$ref":"https://example.com/other.json"}""", """{"type":"string"}""", "NOT_PROVABLE /$ref")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":"number"}}}""", """{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":"integer"}}}""", "")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":"integer"}}}""", """{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":"number"}}}""", "TYPE_NARROWED /properties/v")]
    public void A_schema_takes_all_of_another_or_says_what_it_does_not_take(string reader, string writer, string expected) =>
        Assert.Equal(expected, string.Join(';', Schema(reader).ProblemsReading(Schema(writer)).Select(p => $"{p.Code} {p.Path}").Distinct()));

    private static PayloadSchema Schema(string json) => PayloadSchema.Read("a.json", json);
}
