using Lakehouse.Medallion.Contracts;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Medallion.Trials;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>A JSON Schema in place of an ODCS contract: columns, what is left of it, and both in one verdict.</summary>
public sealed class JsonSchemaContractTests
{
    private const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#", "x-primaryKey": ["eventId"],
          "type": "object", "required": ["eventId", "at"], "additionalProperties": false,
          "properties": {
            "eventId": { "type": "string", "minLength": 1 },
            "at": { "type": "string", "format": "date-time" },
            "amount": { "$ref": "common/money.json" },
            "card": { "type": "string" }, "address": { "type": "string" }
          },
          "dependencies": { "card": ["address"] }
        }
        """;

    [Fact]
    public async Task Records_are_judged_by_the_columns_and_by_the_rest_of_the_schema()
    {
        using var lakehouse = Make();
        lakehouse.Land("a.jsonl", """
            {"eventId":"1","at":"2026-01-02T10:00:00Z","amount":1.50}
            {"eventId":"2","at":"2026-01-02T10:00:00Z","card":"4111","more":{"x":1}}
            {"eventId":"","at":"2026-01-02","amount":-0.01}
            {"eventId":"3","at":"2026-01-02T10:00:00Z","card":null}
            {"eventId":"4","at":"2026-01-02T10:00:00Z","card":"1","address":"here"}
            no JSON

            """);

        var report = await lakehouse.RunAsync();

        Assert.Equal(("done", 6L), (report.Status, report.Silver[0].Balance.Read));
        Assert.Equal(
            ["1|1.50|", "4||here"],
            await lakehouse.QueryAsync("select event_id, coalesce(amount::varchar, ''), coalesce(address, '') from {silver/events} order by 1"));
        Assert.Equal(
            [
                "1|SCHEMA more: is not allowed; SCHEMA address: 'address' is missing, which 'card' needs",
                "2|LENGTH event_id: must have at least 1 character; FORMAT at: is not a time of RFC 3339; RANGE amount: must be at least 0",
                "3|TYPE card: is null, not text; SCHEMA address: 'address' is missing, which 'card' needs",
                "5|MALFORMED : is not one complete JSON object",
            ],
            await lakehouse.QueryAsync("""
                select landing_position, list_aggregate(list_transform(errors, lambda e: e.code || ' ' || e.path || ': ' || e.message), 'string_agg', '; ')
                from {quarantine} order by 1
                """));
    }

    [Fact]
    public async Task A_rest_that_changes_is_another_table_and_a_title_is_not()
    {
        using var lakehouse = Make();
        lakehouse.Land("a.jsonl", """{"eventId":"1","at":"2026-01-02T10:00:00Z"}""");
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);

        lakehouse.Edit("contracts/web/events.schema.json", json => json.Replace("\"type\": \"object\", \"required\"", "\"title\": \"T\", \"type\": \"object\", \"required\"", StringComparison.Ordinal));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);

        lakehouse.Edit("contracts/web/events.schema.json", json => json.Replace("\"dependencies\": { \"card\": [\"address\"] }", "\"minProperties\": 3", StringComparison.Ordinal));
        var refused = await lakehouse.RunAsync();
        Assert.Equal(ErrorCodes.FingerprintChanged, Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task A_schema_on_trial_tells_what_its_columns_and_its_rest_would_refuse_and_take()
    {
        using var lakehouse = Make();
        lakehouse.Land("a.jsonl", """
            {"eventId":"1","at":"2026-01-02T10:00:00Z","amount":1.50}
            {"eventId":"2","at":"2026-01-02T10:00:00Z","amount":20.00}
            {"eventId":"3","at":"2026-01-02T10:00:00Z","more":1}
            {"eventId":"4","at":"2026-01-02T10:00:00Z","address":"here"}

            """);
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var file = Path.Combine(lakehouse.Folder, "contracts", "web", "proposed.json");
        async Task<ContractTrial> TryAsync(string schema)
        {
            File.WriteAllText(file, schema);
            using var session = lakehouse.Open();
            return await new ContractTrialReader(session)
                .TryAsync(ContractFiles.Load(file), new TrialOptions { Dataset = "events" }, CancellationToken.None);
        }

        var same = await TryAsync(Schema.Replace("\"type\": \"object\"", "\"title\": \"T\", \"type\": \"object\"", StringComparison.Ordinal));
        var changed = await TryAsync(Schema
            .Replace("\"$ref\": \"common/money.json\"", "\"type\": \"number\", \"multipleOf\": 0.01, \"maximum\": 9", StringComparison.Ordinal)
            .Replace("\"additionalProperties\": false", "\"additionalProperties\": true", StringComparison.Ordinal)
            .Replace("\"dependencies\": { \"card\": [\"address\"] }", "\"dependencies\": { \"address\": [\"card\"] }", StringComparison.Ordinal));

        Assert.Equal((4L, 3L, 0L), (same.Records, same.AcceptedThen, same.WouldBeRejected + same.WouldBeAccepted));
        Assert.Equal((2L, 1L), (changed.WouldBeRejected, changed.WouldBeAccepted));
        Assert.Equal(
            ["accepted SCHEMA more a.jsonl:2", "rejected RANGE amount a.jsonl:1", "rejected SCHEMA card a.jsonl:3"],
            changed.Examples.Select(e => $"{e.Becomes} {e.Code} {e.Path} {e.Record}").Order(StringComparer.Ordinal));
    }

    private static TestLakehouse Make()
    {
        var lakehouse = new TestLakehouse("events");
        Directory.Delete(Path.Combine(lakehouse.Folder, "products"), recursive: true);
        File.Delete(Path.Combine(lakehouse.Folder, "contracts", "web", "events.yaml"));
        Directory.CreateDirectory(Path.Combine(lakehouse.Folder, "contracts", "web", "common"));
        File.WriteAllText(Path.Combine(lakehouse.Folder, "contracts", "web", "events.schema.json"), Schema);
        File.WriteAllText(Path.Combine(lakehouse.Folder, "contracts", "web", "common", "money.json"),
            """{ "type": "number", "multipleOf": 0.01, "minimum": 0 }""");
        lakehouse.Edit("sources/events.yaml", yaml => yaml.Replace("event_time: occurred_at", "event_time: at", StringComparison.Ordinal));
        return lakehouse;
    }
}
