using System.Text.Json;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Medallion.Explanations;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Medallion.Trials;
using Lakehouse.Quality;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema;
using Xunit;
using static Lakehouse.Medallion.Tests.Support.VersionedShop;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>Records of several versions of a contract, judged each by its own and brought to the current one.</summary>
public sealed class VersionsTests
{
    private static readonly (string Record, string? Verdict)[] Cases =
    [
        (Two("a"), null),
        (Two("b", amount: "-1"), "2.0.0 RANGE amount"),
        (Two("c", channel: "fax"), "2.0.0 ENUM channel"),
        (One("d"), null),
        (One("e", "\"0.10\"", ",\"channel\":\"app\",\"legacy_id\":7"), null),
        (One("f", "\"1.005\""), "1.0.0 UPCAST amount"),
        (One("g", "\"free\""), "1.0.0 UPCAST amount, UPCAST net"),
        (One("h", "5"), "1.0.0 TYPE total"),
        (One("i", "\"-5\""), "1.0.0 RANGE amount"),
        (One("j", more: ",\"channel\":\"fax\""), "1.0.0 ENUM channel"),
        (One("k", more: ",\"channel\":\"pigeon\""), "1.0.0 ENUM channel"),
        (Other("l", "0.9"), "2.0.0 UNKNOWN_VERSION schema_version"),
        (Other("m", "3.0.0"), "2.0.0 DRAFT_VERSION schema_version"),
        (Two("n").Replace("\"schema_version\":\"2.0.0\",", ""), null),
        (One("o").Replace(",\"schema_version\":\"1.0.0\"", ""), "2.0.0 REQUIRED amount, REQUIRED channel, REQUIRED customer"),
        ("no JSON", "2.0.0 MALFORMED "),
        (One("d"), null),
    ];

    [Fact]
    public async Task Each_record_is_judged_by_the_version_that_it_names()
    {
        using var lakehouse = Create();
        lakehouse.Land("orders/a.jsonl", Lines(Cases.Select(one => one.Record)));

        var balance = (await lakehouse.RunAsync()).Silver.Single().Balance;

        Assert.Equal((17, 4, 1, 12), (balance.Read, balance.Accepted, balance.Duplicate, balance.Quarantined));
        Assert.Equal(
            Cases.Select((one, i) => (one.Verdict, Line: i)).Where(one => one.Verdict is not null).Select(one => $"{one.Line}|{one.Verdict}"),
            await lakehouse.QueryAsync("""
                select landing_position, contract_version || ' '
                  || array_to_string(list_transform(errors, lambda e: e.code || ' ' || e.path), ', ')
                from {quarantine} order by 1
                """));
        Assert.Equal(
            [
                "a|12.50|web|{'id': c, 'country': DE, 'vip': NULL}|[]|null",
                "d|13.25|web|{'id': k, 'country': SE, 'vip': NULL}|[{'sku': s, 'quantity': 2}]|12.00",
                "e|0.10|app|{'id': k, 'country': SE, 'vip': NULL}|[{'sku': s, 'quantity': 2}]|-1.15",
                "n|12.50|web|{'id': c, 'country': DE, 'vip': NULL}|[]|null",
            ],
            await lakehouse.QueryAsync(
                "select order_id, amount, channel, customer::varchar, lines::varchar, net from {silver/orders} order by 1"));
        Assert.Equal(["RANGE amount must be at least 0 (after the upcast from version 1.0.0)"], await lakehouse.QueryAsync(
            "select errors[1].code || ' ' || errors[1].path || ' ' || errors[1].message from {quarantine} where landing_position = 8"));
    }

    [Fact]
    public async Task Mixed_versions_in_any_batches_give_the_same_tables()
    {
        using var lakehouse = Create();
        var random = new Random(11);
        var files = Enumerable.Range(0, 12).ToDictionary(i => $"orders/{i:00}.jsonl", i => Lines(Enumerable.Range(0, 40).Select(_ =>
        {
            var id = $"{random.Next(150)}";
            return random.Next(6) switch
            {
                0 or 1 => Two(id, $"{random.Next(-3, 90)}", random.Next(9) == 0 ? "fax" : "app", random.Next(4) == 0 ? ",\"extra\":1" : ""),
                2 or 3 => One(id, $"\"{random.Next(-3, 90)}.{random.Next(1000)}\""),
                4 => Other(id, random.Next(2) == 0 ? null : "0.1"),
                _ => One(id).Replace("T11", $"T{random.Next(10, 24)}"),
            };
        })));
        var contents = new List<IReadOnlyDictionary<string, string>>();
        foreach (var batches in new[] { 1, 4, 12 })
        {
            lakehouse.Storage = $"of-{batches}";
            Directory.Delete(lakehouse.Landing, recursive: true);
            foreach (var batch in files.Keys.OrderBy(_ => random.Next()).Chunk(files.Count / batches))
            {
                foreach (var file in batch)
                {
                    lakehouse.Land(file, files[file]);
                }
                Assert.Equal("done", (await lakehouse.RunAsync()).Status);
            }
            contents.Add(await lakehouse.ContentsAsync());
        }
        Assert.All(contents, content => Assert.Equal(contents[0], content));
        Assert.Equal(["3"], await lakehouse.QueryAsync("select count(distinct contract_version) + 1 from {quarantine}"));
    }

    [Fact]
    public async Task A_verdict_without_a_project_says_the_same()
    {
        using var lakehouse = Create();
        lakehouse.Land("orders/a.jsonl", Lines(Cases.Select(one => one.Record)));
        var output = Path.Combine(lakehouse.Folder, "verdicts.jsonl");

        var counts = await new VerdictFile(TimeProvider.System, Guid.NewGuid).WriteAsync(
            Path.Combine(lakehouse.Folder, Current), "schema_version", Path.Combine(lakehouse.Landing, "orders/a.jsonl"), output,
            new SchemaOptions(), CancellationToken.None);

        Assert.Equal(new VerdictCounts(17, 12), counts);
        Assert.Equal(
            Cases.Select(one => one.Verdict is null ? "" : one.Verdict[(one.Verdict.IndexOf(' ') + 1)..]),
            File.ReadLines(output).Select(line => string.Join(", ", JsonDocument.Parse(line).RootElement.GetProperty("errors").EnumerateArray()
                .Select(error => $"{error.GetProperty("code")} {error.GetProperty("path")}"))));
    }

    [Fact]
    public async Task A_trial_of_an_older_version_says_what_a_run_makes_of_it()
    {
        using var lakehouse = Create();
        lakehouse.Land("orders/a.jsonl", Lines(Cases.Select(one => one.Record)));
        await lakehouse.RunAsync();
        string Propose(string file, string name, Func<string, string> change)
        {
            var path = Path.Combine(lakehouse.Folder, name);
            File.WriteAllText(path, change(File.ReadAllText(Path.Combine(lakehouse.Folder, file))));
            return path;
        }

        var older = Propose(Old, "older.yaml", text => text.Replace("from: channel, default: web", "constant: app")
            .Replace("- { drop: legacy_id }", "- { drop: [legacy_id, channel] }"));
        var trial = await TryAsync(lakehouse, older);
        Assert.Equal((17, 5, 6, 0, 1), (trial.Records, trial.AcceptedNow, trial.AcceptedThen, trial.WouldBeRejected, trial.WouldBeAccepted));

        var same = Propose(Current, "next.yaml", text => text.Replace("version: 2.0.0", "version: 2.1.0"));
        var next = await TryAsync(lakehouse, same);
        Assert.Equal((5, 5), (next.AcceptedNow, next.AcceptedThen));

        var breaking = Propose(Current, "breaking.yaml", text => text.Replace("version: 2.0.0", "version: 4.0.0")
            .Replace("name: net", "name: netto"));
        var problems = (await Assert.ThrowsAsync<ContractException>(() => TryAsync(lakehouse, breaking))).Problems;
        Assert.Contains(problems, problem => problem is { Code: "QUA0904", File: Current } && problem.Message.Contains("nothing becomes of 'net'"));

        lakehouse.Edit(Old, _ => File.ReadAllText(older));
        lakehouse.Storage = "again";
        var balance = (await lakehouse.RunAsync()).Silver.Single().Balance;
        Assert.Equal(trial.AcceptedThen, balance.Accepted + balance.Duplicate);
    }

    [Fact]
    public async Task Support_ends_by_the_time_of_landing_not_by_the_clock()
    {
        using var lakehouse = Create();
        var clock = new SetClock(DateTimeOffset.Parse("2026-03-31T23:59:59.999999Z"));
        lakehouse.Clock = clock;
        lakehouse.Edit(Old, text => text.Replace("status: active", "status: deprecated")
            + "\nslaProperties: [{ property: endOfSupport, value: 2026-04-01 }]\n");
        lakehouse.Land("orders/a.jsonl", Lines(One("a"), Two("b")));
        var report = await lakehouse.RunAsync();
        Assert.Equal(2, report.Silver.Single().Balance.Accepted);
        var warning = Assert.Single(report.Checks, check => !check.Result.Passed).Result;
        Assert.Equal(("records of the deprecated version 1.0.0", 1m, false), (warning.Name, warning.Measured!.Value, warning.Blocks));

        clock.Now = DateTimeOffset.Parse("2026-04-01T00:00:00Z");
        lakehouse.Land("orders/b.jsonl", Lines(One("c"), Two("d")));
        Assert.Equal(1, (await lakehouse.RunAsync()).Silver.Single().Errors["RETIRED"]);

        clock.Now = DateTimeOffset.Parse("2030-01-01T00:00:00Z");
        foreach (var table in new[] { "silver/orders", "quarantine", "ops/balances" })
        {
            Directory.Delete(Path.Combine(lakehouse.StorageRoot, table), recursive: true);
        }
        await lakehouse.RunAsync();
        Assert.Equal(["a", "b", "d"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.Equal(["1.0.0|RETIRED"], await lakehouse.QueryAsync("select contract_version, errors[1].code from {quarantine}"));
    }

    [Theory]
    [InlineData("status: retired", "", "RETIRED")]
    [InlineData("status: active", "", null)]
    [InlineData("status: draft", "", "DRAFT_VERSION")]
    [InlineData("status: draft", ", drafts: true", null)]
    public async Task The_status_of_a_version_decides_on_its_records(string status, string source, string? code)
    {
        using var lakehouse = Create();
        File.Delete(Path.Combine(lakehouse.Folder, "contracts/shop/orders/3.0.0.yaml"));
        File.WriteAllText(
            Path.Combine(lakehouse.Folder, Old),
            File.ReadAllText(Path.Combine(lakehouse.Folder, Old)).Replace("status: active", status));
        lakehouse.Edit(Source, text => text.Replace(" }", source + " }") + "\n");
        lakehouse.Land("orders/a.jsonl", Lines(One("a"), Two("b")));
        var errors = (await lakehouse.RunAsync()).Silver.Single().Errors;
        Assert.Equal(code is null ? [] : [code], errors.Keys);
    }

    [Fact]
    public async Task The_contract_of_a_source_may_be_deprecated_or_retired_too()
    {
        using var lakehouse = Create();
        Directory.Delete(Path.Combine(lakehouse.Folder, "contracts/shop/orders"), recursive: true);
        lakehouse.Edit(Source, text => text.Replace("contract_version: { field: schema_version }", ""));
        lakehouse.Edit(Current, text => text.Replace("status: active", "status: deprecated"));
        lakehouse.Land("orders/a.jsonl", Lines(Two("a")));
        var report = await lakehouse.RunAsync();
        Assert.Equal("records of the deprecated version 2.0.0", Assert.Single(report.Checks, check => !check.Result.Passed).Result.Name);

        lakehouse.Edit(Current, text => text.Replace("status: deprecated", "status: retired"));
        lakehouse.Storage = "again";
        Assert.Equal(["RETIRED"], (await lakehouse.RunAsync()).Silver.Single().Errors.Keys);
    }

    [Theory]
    [InlineData("now()::varchar", "MED0902")]
    [InlineData("(select max(total) from silver.orders)", "MED0902")]
    [InlineData("amount", "MED0902")]
    [InlineData("total", "MED0902")]
    [InlineData("random()", "MED0902")]
    public async Task SQL_that_is_no_expression_over_the_record_is_refused(string expression, string code)
    {
        using var lakehouse = Create();
        lakehouse.Edit(Old, text => text.Replace("cast(total as decimal(12,2)) - coalesce(tax, 0)", expression)
            .Replace("drop: legacy_id", "drop: [legacy_id, tax]"));
        var problem = Assert.Single((await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync())).Problems, p => p.Code == code);
        Assert.Equal((code, Old), (problem.Code, problem.File));
        Assert.Contains("upcast of 'net'", problem.Message);
        Assert.Empty(lakehouse.Tables());
    }

    [Fact]
    public async Task A_record_is_explained_by_the_version_that_judged_it()
    {
        using var lakehouse = Create();
        lakehouse.Land("orders/a.jsonl", Lines(One("a"), One("b", "\"x\"")));
        await lakehouse.RunAsync();
        using var session = lakehouse.Open();
        var reader = new ExplanationReader(session);
        Assert.Equal(RecordPlace.Silver, Assert.Single(await reader.WithKeyAsync("a", null, 5, default)).Place);
        var rejected = Assert.Single(await reader.AtAsync(new RecordAddress("orders/a.jsonl", 1), default));
        Assert.Equal((RecordPlace.Quarantine, true), (rejected.Place, rejected.Reason.Contains("version 1.0.0")));
    }

    private static async Task<ContractTrial> TryAsync(TestLakehouse lakehouse, string contract)
    {
        using var session = lakehouse.Open();
        return await new ContractTrialReader(session).TryAsync(
            ContractReader.Read(contract, File.ReadAllText(contract)), new TrialOptions(), CancellationToken.None);
    }
}
