using System.Text.Json;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Quality;
using Lakehouse.Quality.JsonSchema;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>Versions of a JSON Schema side by side, named by a member or by self-describing records.</summary>
public sealed class JsonSchemaVersionsTests
{
    private const string Current = "contracts/web/events.schema.json";
    private const string Old = "contracts/web/events/1-0-0.schema.json";

    private static readonly (string Version, string Record, string? Verdict)[] Cases =
    [
        ("2-0-0", Two(1), null),
        ("2-0-0", Two(2, ",\"card\":\"4111\""), "2-0-0 SCHEMA address"),
        ("2-0-0", Two(3, ",\"card\":\"4111\",\"address\":\"here\""), null),
        ("1-0-0", One(4), null),
        ("1-0-0", One(5, "\"1.005\""), "1-0-0 UPCAST amount"),
        ("1-0-0", One(6, "\"-1\""), "1-0-0 RANGE amount"),
        ("1-0-0", One(7, more: ",\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":\"4\""), "1-0-0 LENGTH "),
        ("1-0-0", One(8).Replace("\"eventId\":\"8\",", ""), "1-0-0 REQUIRED event_id"),
        ("1-0-1", One(9), "2-0-0 UNKNOWN_VERSION"),
        ("3-0-0", Two(10), "2-0-0 DRAFT_VERSION"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_record_is_judged_by_the_schema_that_it_names(bool selfDescribing)
    {
        using var lakehouse = Make(selfDescribing);
        lakehouse.Land("a.jsonl", string.Concat(Cases.Select(one => Wrap(one.Version, one.Record, selfDescribing) + "\n")));

        var report = await lakehouse.RunAsync();

        Assert.Equal(("done", 10L, 3L), (report.Status, report.Silver[0].Balance.Read, report.Silver[0].Balance.Accepted));
        Assert.Equal(
            Cases.Select((one, line) => (one.Verdict, line)).Where(one => one.Verdict is not null).Select(one => $"{one.line}|{one.Verdict}"
                + (one.Verdict!.EndsWith("_VERSION", StringComparison.Ordinal) ? selfDescribing ? " schema" : " v" : "")),
            await lakehouse.QueryAsync("""
                select landing_position, contract_version || ' '
                  || array_to_string(list_transform(errors, lambda e: e.code || ' ' || e.path), ', ')
                from {quarantine} order by 1
                """));
        Assert.Equal(
            ["1|2.50|shop|", "3|2.50|shop|4111", "4|1.25|unknown|"],
            await lakehouse.QueryAsync("select event_id, amount, channel, coalesce(card, '') from {silver/events} order by 1"));
    }

    [Fact]
    public async Task The_command_judges_as_a_run_does()
    {
        using var lakehouse = Make(selfDescribing: false);
        var input = Path.Combine(lakehouse.Folder, "in.jsonl");
        File.WriteAllLines(input, Cases.Select(one => Wrap(one.Version, one.Record, false)));
        var output = Path.Combine(lakehouse.Folder, "out.jsonl");

        var counts = await new VerdictFile(TimeProvider.System, Guid.NewGuid).WriteAsync(
            Path.Combine(lakehouse.Folder, Current), "v", input, output, new SchemaOptions(), default);

        Assert.Equal((10, 7), (counts.Lines, counts.Invalid));
        var codes = File.ReadLines(output).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("errors").EnumerateArray()
            .Select(error => error.GetProperty("code").GetString()).FirstOrDefault());
        Assert.Equal(Cases.Select(one => one.Verdict?.Split(' ')[1]), codes);
    }

    [Theory]
    [InlineData(Old, "\"version\": \"1-0-0\"", "\"version\": \"1-0-2\"", Quality.ErrorCodes.BadVersionFile)]
    [InlineData(Old, "com.acme", "com.other", Quality.ErrorCodes.BadVersionFile)]
    [InlineData(Old, "\"cast\": true", "\"cast\": false", Quality.ErrorCodes.BadUpcast)]
    [InlineData(Old, "{ \"drop\": [\"legacy\"] }", "{ \"drop\": [] }", Quality.ErrorCodes.BadUpcast)]
    [InlineData(Old, "{ \"column\": \"channel\", \"constant\": \"unknown\" },", "", Quality.ErrorCodes.UpcastNotTotal)]
    [InlineData("contracts/web/events/3-0-0.schema.json", "\"draft\"", "\"sketch\"", Quality.ErrorCodes.InvalidValue)]
    [InlineData(Current, "\"self\"", "\"other\"", Quality.ErrorCodes.BadVersionField)]
    [InlineData("sources/events.yaml", "{ self_describing: true }", "{ self_describing: true, field: v }", Quality.ErrorCodes.BadVersionField)]
    public void What_does_not_fit_is_refused(string file, string good, string bad, string code)
    {
        using var lakehouse = Make(selfDescribing: true);
        lakehouse.Edit(file, text => text.Replace(good, bad, StringComparison.Ordinal));

        var refused = Assert.Throws<ContractException>(() => lakehouse.Open());
        Assert.Contains(refused.Problems, problem => problem.Code == code);
    }

    private static string Wrap(string version, string record, bool selfDescribing) => selfDescribing
        ? $$"""{"schema":"iglu:com.acme/event/jsonschema/{{version}}","data":{{record}}}"""
        : $$"""{"v":"{{version}}",{{record[1..]}}""";

    private static string Two(int id, string more = "") =>
        $$"""{"eventId":"{{id}}","at":"2026-01-02T10:00:00Z","amount":2.50,"channel":"shop"{{more}}}""";

    private static string One(int id, string amount = "\"1.25\"", string more = "") =>
        $$"""{"eventId":"{{id}}","at":"2026-01-02T10:00:00Z","total":{{amount}},"legacy":"x"{{more}}}""";

    private static TestLakehouse Make(bool selfDescribing)
    {
        var lakehouse = new TestLakehouse("events");
        Directory.Delete(Path.Combine(lakehouse.Folder, "products"), recursive: true);
        File.Delete(Path.Combine(lakehouse.Folder, "contracts", "web", "events.yaml"));
        Directory.CreateDirectory(Path.Combine(lakehouse.Folder, "contracts", "web", "events"));
        Write(Current, "2-0-0", "\"amount\": { \"type\": \"number\", \"multipleOf\": 0.01, \"minimum\": 0 }, \"channel\": { \"type\": \"string\" }, "
            + "\"card\": { \"type\": \"string\" }, \"address\": { \"type\": \"string\" }", "\"amount\", \"channel\"",
            "\"dependencies\": { \"card\": [\"address\"] }, ");
        Write(Old, "1-0-0", "\"total\": { \"type\": \"string\" }, \"legacy\": { \"type\": \"string\" }", "\"total\"",
            """
            "maxProperties": 6, "x-upcast": [
              { "column": "amount", "from": "total", "cast": true },
              { "column": "channel", "constant": "unknown" },
              { "drop": ["legacy"] }],
            """);
        Write("contracts/web/events/3-0-0.schema.json", "3-0-0", "\"more\": { \"type\": \"string\" }", "\"more\"", "\"x-status\": \"draft\", ");
        lakehouse.Edit("sources/events.yaml", yaml => yaml.Replace("event_time: occurred_at", "event_time: at", StringComparison.Ordinal)
            + $"contract_version: {{ {(selfDescribing ? "self_describing: true" : "field: v")} }}\n");
        return lakehouse;

        void Write(string path, string version, string properties, string required, string more) => File.WriteAllText(
            Path.Combine(lakehouse.Folder, path),
            $$"""
            {
              "$schema": "http://json-schema.org/draft-07/schema#", "x-primaryKey": ["eventId"], {{more}}
              "self": { "vendor": "com.acme", "name": "event", "format": "jsonschema", "version": "{{version}}" },
              "type": "object", "required": ["eventId", "at", {{required}}],
              "properties": { "eventId": { "type": "string" }, "at": { "type": "string", "format": "date-time" }, {{properties}} }
            }
            """);
    }
}
