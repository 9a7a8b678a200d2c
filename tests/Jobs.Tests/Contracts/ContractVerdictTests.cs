using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Contracts;

public sealed class ContractVerdictTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medallion-verdict-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_schema_judges_every_line()
    {
        Write("order.schema.json", """{ "required": ["id"], "properties": { "id": { "$ref": "id.json" }, "mail": { "format": "email" } } }""");
        Write("id.json", """{ "type": "integer", "minimum": 1 }""");
        Write("in.jsonl", "{\"id\":1,\"mail\":\"x\"}\n{\"id\":0}\n{}\n{\"id\":1,\"id\":2}\n[\n");

        var run = await VerdictAsync("order.schema.json");

        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            [
                """{"line":1,"valid":true,"errors":[]}""",
                """{"line":2,"valid":false,"errors":[{"code":"RANGE","path":"id","message":"must be at least 1","keyword":"minimum","instanceLocation":"/id","schemaLocation":"id.json#/minimum"}]}""",
                """{"line":3,"valid":false,"errors":[{"code":"REQUIRED","path":"id","message":"'id' is missing","keyword":"required","instanceLocation":"","schemaLocation":"order.schema.json#/required"}]}""",
                """{"line":4,"valid":false,"errors":[{"code":"DUPLICATE_KEY","path":"id","message":"stands twice in its object","keyword":"","instanceLocation":"","schemaLocation":""}]}""",
                """{"line":5,"valid":false,"errors":[{"code":"MALFORMED","path":"","message":"is not one complete JSON value","keyword":"","instanceLocation":"","schemaLocation":""}]}""",
            ],
            Verdicts());
    }

    [Fact]
    public async Task Formats_hold_and_drafts_count_when_asked()
    {
        Write("s.json", """{ "format": "ipv4", "if": true, "then": { "minLength": 100 } }""");
        Write("in.jsonl", "\"1.2.3.4\"\n\"x\"\n");

        await VerdictAsync("s.json", "--assert-formats", "--draft", "4");

        Assert.Equal([true, false], Verdicts().Select(line => line.Contains("\"valid\":true", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_contract_judges_as_a_run_does()
    {
        Write("things.yaml", """
            apiVersion: v3.1.0
            kind: DataContract
            id: things
            version: 1.0.0
            status: active
            schema:
              - name: things
                properties:
                  - { name: id, logicalType: integer, primaryKey: true }
                  - { name: kind, logicalType: string, logicalTypeOptions: { maxLength: 2 } }
            """);
        Write("in.jsonl", "{\"id\":1}\n{\"id\":\"1\",\"kind\":\"abc\"}\n");

        await VerdictAsync("things.yaml");

        Assert.Equal(
            [
                """{"line":1,"valid":true,"errors":[]}""",
                """{"line":2,"valid":false,"errors":[{"code":"TYPE","path":"id","message":"is text, not a whole number"},{"code":"LENGTH","path":"kind","message":"must have at most 2 characters"}]}""",
            ],
            Verdicts());
    }

    [Fact]
    public async Task A_folder_of_self_describing_schemas_judges_what_records_name()
    {
        Write("schemas/com.acme/order/jsonschema/1-0-0", """
            { "$schema": "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#",
              "self": { "vendor": "com.acme", "name": "order", "format": "jsonschema", "version": "1-0-0" }, "type": "object", "required": ["n"] }
            """);
        Write("in.jsonl", """
            {"schema":"iglu:com.acme/order/jsonschema/1-0-0","data":{"n":1}}
            {"schema":"iglu:com.acme/order/jsonschema/1-0-0","data":{}}
            {"schema":"iglu:com.acme/order/jsonschema/1-0-1","data":{}}

            """);

        await VerdictAsync("schemas");

        Assert.Equal(
            ["", "data.n: 'n' is missing", "schema: names a version that is not there; there are 1-0-0"],
            Verdicts().Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("errors").EnumerateArray()
                .Select(e => $"{e.GetProperty("path")}: {e.GetProperty("message")}").FirstOrDefault("")));
    }

    [Fact]
    public async Task What_is_wrong_with_the_schema_or_the_files_is_told_by_code()
    {
        Write("bad.json", """{ "type": "strin", "minimum": "1" }""");
        Write("in.jsonl", "1\n");

        var bad = await VerdictAsync("bad.json");
        var missing = await MedallionRun.Of(
            "contract", "verdict", Path.Combine(_folder, "no.json"), "--input", Path.Combine(_folder, "in.jsonl"), "--output", Path.Combine(_folder, "out"));

        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("QUA0703: bad.json:1:11: /type", bad.Error, StringComparison.Ordinal);
        Assert.Contains("QUA0703: bad.json:1:31: /minimum", bad.Error, StringComparison.Ordinal);
        Assert.Contains("MED1901", missing.Error, StringComparison.Ordinal);
    }

    private Task<MedallionRun> VerdictAsync(string rules, params string[] more) => MedallionRun.Of(
        ["contract", "verdict", Path.Combine(_folder, rules), "--input", Path.Combine(_folder, "in.jsonl"), "--output", Path.Combine(_folder, "out.jsonl"), .. more]);

    private string[] Verdicts() => File.ReadAllLines(Path.Combine(_folder, "out.jsonl"));

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
