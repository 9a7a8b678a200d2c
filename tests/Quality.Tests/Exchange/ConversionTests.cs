using System.Text.Json.Nodes;
using Lakehouse.Quality.Avro;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Exchange;
using Lakehouse.Quality.Protobuf;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Tests.Exchange;

public sealed class ConversionTests
{
    private static readonly Contract Orders = ShopFiles.Contract("""
        - { name: order_id, physicalName: orderId, logicalType: string, primaryKey: true, description: The key., classification: internal, logicalTypeOptions: { format: uuid } }
        - { name: placed, logicalType: timestamp, required: true }
        - { name: local, logicalType: timestamp, logicalTypeOptions: { timezone: false } }
        - { name: day, logicalType: date, logicalTypeOptions: { minimum: 2020-01-01 } }
        - { name: amount, logicalType: number, physicalType: "decimal(12,2)", required: true, logicalTypeOptions: { minimum: 0 } }
        - { name: weight, logicalType: number, physicalType: double }
        - { name: count, logicalType: integer, physicalType: int, logicalTypeOptions: { exclusiveMinimum: 0, maximum: 9, multipleOf: 3 } }
        - { name: total, logicalType: integer }
        - { name: channel, logicalType: string, enum: [{ value: web }, { value: store }], businessName: Channel, tags: [t] }
        - { name: code, logicalType: string, logicalTypeOptions: { pattern: "^[A-Z]+$", minLength: 2, maxLength: 5 }, examples: [AB, CD] }
        - name: lines
          logicalType: array
          required: true
          logicalTypeOptions: { minItems: 1 }
          items:
            logicalType: object
            required: true
            properties:
              - { name: sku, logicalType: string, required: true }
              - { name: gift, logicalType: boolean, required: true }
        """);

    [Theory]
    [InlineData(ExchangeFormat.JsonSchema, "json")]
    [InlineData(ExchangeFormat.Iglu, "json")]
    [InlineData(ExchangeFormat.Avro, "avsc")]
    [InlineData(ExchangeFormat.Protobuf, "proto")]
    public void What_comes_back_is_the_contract_but_for_what_was_named_as_lost(ExchangeFormat format, string extension)
    {
        var export = ContractExporter.Export(Orders, format);
        var import = ContractImporter.Import("orders." + extension, export.Text);
        var back = ContractReader.Read("contracts/sales/things.yaml", import.Text);
        var lost = export.Losses.Concat(import.Losses).Select(l => l.Path).ToHashSet();
        foreach (var field in Orders.Shape.All)
        {
            var same = back.Shape.Find(field.Path);
            if (same is null || Describe(same) != Describe(field))
            {
                Assert.True(lost.Contains(field.Path) || lost.Contains(field.Path.Replace("[]", "", StringComparison.Ordinal)),
                    $"{field.Path} changed without a word: {Describe(field)} -> {(same is null ? "gone" : Describe(same))}");
            }
        }
        Assert.Equal(Orders.Shape.All.Count, back.Shape.All.Count);
        Assert.True(back.PrimaryKey.Count == 1 || export.Losses.Contains(new ConversionLoss("/", "the primary key")));
    }

    [Fact]
    public void A_json_schema_says_what_the_contract_says()
    {
        var schema = JsonNode.Parse(ContractExporter.Export(Orders, ExchangeFormat.JsonSchema).Text)!;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string)schema["$schema"]!);
        Assert.Equal("""["orderId","placed","amount","lines"]""", schema["required"]!.ToJsonString());
        var properties = schema["properties"]!;
        Assert.Equal("""{"type":["string","null"],"enum":["web","store",null],"x-odcs":{"businessName":"Channel","tags":["t"]}}""", properties["channel"]!.ToJsonString());
        Assert.Equal("""{"type":["integer","null"],"exclusiveMinimum":0,"maximum":9,"multipleOf":3,"x-odcs":{"physicalType":"int"}}""", properties["count"]!.ToJsonString());
        Assert.Equal("""{"type":"string","format":"date-time"}""", properties["placed"]!.ToJsonString());
        Assert.Equal("uuid", (string)properties["orderId"]!["format"]!);
        Assert.Equal("""["sku","gift"]""", properties["lines"]!["items"]!["required"]!.ToJsonString());
    }

    [Fact]
    public void An_avro_schema_is_one_that_avro_reads()
    {
        var export = ContractExporter.Export(Orders, ExchangeFormat.Avro);
        var record = Assert.IsType<AvroSchema.Record>(AvroSchemaReader.Read("a.avsc", export.Text));
        Assert.Equal("sales.things", record.Name.Full);
        Assert.Equal(new AvroLogicalType("decimal", 12, 2), record.Fields.Single(f => f.Name == "amount").Schema.Logical);
        Assert.Equal("uuid", record.Fields.Single(f => f.Name == "orderId").Schema.Logical!.Name);
        Assert.Equal(["null", "enum"], Assert.IsType<AvroSchema.Union>(record.Fields.Single(f => f.Name == "channel").Schema).Branches.Select(b => b.TypeName));
        Assert.Contains(new ConversionLoss("code", "the value must match ^[A-Z]+$"), export.Losses);
        Assert.Contains(new ConversionLoss("/", "the primary key"), export.Losses);
    }

    [Fact]
    public void A_protobuf_file_is_one_that_its_reader_reads()
    {
        var export = ContractExporter.Export(Orders, ExchangeFormat.Protobuf);
        var message = Assert.Single(ProtoReader.Read("a.proto", export.Text).Messages);
        Assert.Equal(("Things", 11), (message.Name, message.Fields.Count));
        Assert.Equal(("google.protobuf.Timestamp", "orderId"), (message.Fields[1].Type, message.Fields[0].JsonName));
        Assert.Equal((ProtoLabel.Repeated, "Lines"), (message.Fields[10].Label, message.Fields[10].Type));
        Assert.Contains(export.Losses, l => l.Path == "amount" && l.What.Contains("written as a string", StringComparison.Ordinal));
    }

    [Fact]
    public void An_iglu_schema_describes_itself()
    {
        var self = JsonNode.Parse(ContractExporter.Export(Orders, ExchangeFormat.Iglu).Text)!["self"]!;
        Assert.Equal("""{"vendor":"sales","name":"things","format":"jsonschema","version":"1-0-0"}""", self.ToJsonString());
        var import = ContractImporter.Import("a.json", """
            {"$schema":"http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#",
             "self":{"vendor":"com.acme","name":"click","format":"jsonschema","version":"2-1-0"},"type":"object",
             "properties":{"targetUrl":{"type":"string","format":"uri","maxLength":4096},"id":{"type":["integer","null"]}},"required":["targetUrl"],
             "additionalProperties":false}
            """);
        var contract = ContractReader.Read("contracts/web/click.yaml", import.Text);
        Assert.Equal(("com.acme/click", "2-1-0", "click"), (contract.Id, contract.Version, contract.Table));
        Assert.Equal(("target_url", "targetUrl", true), (contract.Shape.Columns[0].Name, contract.Shape.Columns[0].JsonName, contract.Shape.Columns[0].Required));
        Assert.Equal([new ConversionLoss("/", "'additionalProperties'")], import.Losses);
    }

    [Fact]
    public void What_a_contract_cannot_say_is_named()
    {
        var avro = ContractImporter.Import("a.avsc", """
            {"type":"record","name":"R","fields":[
              {"name":"m","type":{"type":"map","values":"string"}},
              {"name":"u","type":["int","string"]},
              {"name":"b","type":"bytes"},
              {"name":"n","type":{"type":"long","logicalType":"timestamp-nanos"}},
              {"name":"d","type":"int","default":3}]}
            """);
        Assert.Equal(["m: the field: it is a map", "u: the field: it is a union of int, string", "b: that it is bytes; they become base64",
            "n: nanoseconds: a table keeps microseconds", "d: the default: a contract fills in nothing"], avro.Losses.Select(l => l.ToString()));
        Assert.Equal(["b", "n", "d"], ContractReader.Read("a/b.yaml", avro.Text).Shape.Columns.Select(c => c.Name));
        var json = ContractImporter.Import("a.json", """
            {"type":"object","properties":{"a":{"anyOf":[{"type":"string"},{"type":"integer"}]},"s":{"type":["string","null"],"format":"duration"}}}
            """);
        Assert.Equal(["a: the field: its type is not given", "s: the format 'duration'"], json.Losses.Select(l => l.ToString()));
    }

    [Theory]
    [InlineData("a.avsc", "\"string\"", ErrorCodes.NotConvertible)]
    [InlineData("a.avsc", """{"type":"record","name":"N","fields":[{"name":"n","type":["null","N"]}]}""", ErrorCodes.NotConvertible)]
    [InlineData("a.json", """{"type":"string"}""", ErrorCodes.NotConvertible)]
    [InlineData("a.json", """{"type":"object","properties":{"a":{"$ref":"#"}}}""", ErrorCodes.NotConvertible)]
    [InlineData("a.json", "{", ErrorCodes.BadSchema)]
    [InlineData("a.proto", "syntax = \"proto3\";", ErrorCodes.NotConvertible)]
    [InlineData("a.txt", "", ErrorCodes.UnknownFormat)]
    public void What_describes_no_record_is_refused_by_code(string file, string text, string code) =>
        Assert.Equal(code, Assert.Throws<ContractException>(() => ContractImporter.Import(file, text)).Code);

    private static string Describe(RecordField field) =>
        $"{field.JsonName} {(field.Type is FieldType.Text t ? t.Format.ToString() : field.Type.ToString())} {field.Required} "
        + $"{string.Join("; ", field.Checks.Select(c => c.Message))} {field.Notes.Description} {field.Notes.Classification} {field.Notes.BusinessName} {string.Join(',', field.Notes.Tags)}";
}
