using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Delta.Tests.Schemas;

public sealed class SchemaJsonTests
{
    [Fact]
    public void A_schema_is_written_as_it_was_read()
    {
        const string Text =
            """{"type":"struct","fields":[{"name":"a","type":"decimal(38,9)","nullable":false,"metadata":{"comment":"x \"y\"","n":1,"o":{"p":[true]}}},{"name":"größe","type":{"type":"array","elementType":{"type":"struct","fields":[{"name":"m","type":{"type":"map","keyType":"string","valueType":"timestamp_ntz","valueContainsNull":false},"nullable":true,"metadata":{}}]},"containsNull":false},"nullable":true,"metadata":{}}]}""";
        Assert.Equal(Text, SchemaJson.Write(SchemaJson.Parse(Text)));
    }

    [Fact]
    public void Every_primitive_type_is_known()
    {
        var schema = new StructType([.. PrimitiveType.All.Select(type => new StructField("c_" + type.Name, type))]);
        var read = SchemaJson.Parse(SchemaJson.Write(schema));
        Assert.Equal(PrimitiveType.All, read.Fields.Select(field => field.Type));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"string\"")]
    [InlineData("{}")]
    [InlineData("""{"type":"struct"}""")]
    [InlineData("""{"type":"struct","fields":[{}]}""")]
    [InlineData("""{"type":"struct","fields":[5]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"int128","nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"decimal(39,0)","nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"decimal(5,6)","nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":{"type":5},"nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":{"type":"set"},"nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"long","nullable":true},{"name":"A","type":"long","nullable":true}]}""")]
    public void Anything_else_is_refused(string text) =>
        Assert.Equal(ErrorCodes.InvalidSchema, Assert.Throws<DeltaException>(() => SchemaJson.Parse(text)).Code);
}
