using System.IO.Compression;
using System.Text;
using Lakehouse.Engine.Json;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Sql;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Json;
using Lakehouse.TestKit.Shop;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>
/// Every record that Spark accepts at a glance is accepted by the strict reader with the same columns, hash and day, and has no
/// undeclared member; the others come out as they went in.
/// </summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class VerdictTests(SparkConnectFixture spark) : IDisposable
{
    private const string AllTypes = """
        apiVersion: v3.1.0
        kind: DataContract
        id: damaged
        version: 1.0.0
        status: active
        schema:
          - name: damaged
            properties:
              - { name: event_id, logicalType: string, required: true, primaryKey: true, logicalTypeOptions: { maxLength: 5 } }
              - { name: occurred_at, logicalType: timestamp }
              - { name: day, logicalType: date, logicalTypeOptions: { minimum: "2000-01-01" } }
              - { name: amount, logicalType: number, physicalType: "decimal(12,2)", logicalTypeOptions: { minimum: 0 } }
              - { name: quantity, logicalType: integer, physicalType: int, logicalTypeOptions: { maximum: 900 } }
              - { name: weight, logicalType: number, physicalType: double }
              - { name: gift, logicalType: boolean }
              - name: customer
                logicalType: object
                properties:
                  - { name: id, logicalType: integer }
                  - { name: name, logicalType: string, logicalTypeOptions: { pattern: "^[A-Z]" } }
              - name: lines
                logicalType: array
                items:
                  logicalType: object
                  properties:
                    - { name: sku, logicalType: string, required: true, logicalTypeOptions: { minLength: 1, pattern: "^[a-z]$" } }
                    - name: prices
                      logicalType: array
                      items: { logicalType: number, physicalType: float }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [SkippableFact]
    public void Damaged_records_have_the_same_verdict()
    {
        var random = new Random(20260301);
        var records = DamagedRecords.Records.Select(Encoding.UTF8.GetBytes)
            .Concat(Enumerable.Range(0, 4_000).Select(i => DamagedRecords.Damage(i, random)))
            .Concat(Edges.Select(Encoding.UTF8.GetBytes));
        Compare(ContractReader.Read("damaged.yaml", AllTypes), "occurred_at", [.. records], leastShare: 0);
    }

    [SkippableFact]
    public void Nasty_lines_have_the_same_verdict()
    {
        var lines = File.ReadAllLines(SharedFolder.Require("fixtures", "json-parse", "expected.csv"));
        using var file = new GZipStream(File.OpenRead(SharedFolder.Require("fixtures", "json-parse", "nasty.jsonl.gz")), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        file.CopyTo(unpacked);
        var bytes = unpacked.ToArray();
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToList();
        var records = cells.Select(cell => bytes.AsSpan(int.Parse(cell[1]), int.Parse(cell[2])).ToArray()).ToList();
        Assert.InRange(records.Count, 1800, 2000);
        Compare(ContractReader.Read("nasty.yaml", AllTypes), "occurred_at", records, leastShare: 0);
    }

    [SkippableFact]
    public void Records_of_the_samples_have_the_same_verdict()
    {
        var shop = ShopGenerator.Generate();
        foreach (var (dataset, contract, time) in new[] { ("orders", "sales/orders", "ordered_at"), ("page_views", "web/page_views", "viewed_at") })
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "samples", "shop", "contracts", $"{contract}.yaml"));
            var records = shop.Records.Where(record => record.Dataset == dataset).Select(record => record.Payload).ToList();
            Assert.InRange(records.Count, 100, int.MaxValue);
            Compare(ContractReader.Read(contract, text), time, records, leastShare: 0.95);
        }
    }

    [SkippableFact]
    public void Damaged_events_have_the_same_verdict()
    {
        const string Event = """
            {"event_id":"e1","event_name":"order_completed","schema_version":1,"occurred_at":"2026-03-01T10:00:00Z","sent_at":"2026-03-01T10:00:01.5+02:00","anonymous_id":"a","user_id":null,"session_id":"s","source":"web","country":"DE","page":{"url":"https://x/","referrer":null},"properties":{"order_id":"o","amount":12.50,"currency":"EUR","quantity":2,"sku":"k"},"device":{"os":"ios","app_version":"1"},"consent":{"analytics":true,"marketing":false}}
            """;
        var random = new Random(7);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "samples", "events", "contracts", "web", "events.yaml"));
        var values = new[] { "null", "1", "1.0", "-1", "\"x\"", "true", "{}", "[]", "12.345", "1e2", "\"2026-03-01\"", "99999999999" };
        var records = Enumerable.Range(0, 1_500).Select(i =>
        {
            var parts = Event.Split(':');
            var at = random.Next(parts.Length - 1) + 1;
            var end = parts[at].IndexOfAny([',', '}']);
            parts[at] = end < 0 ? parts[at] : values[i % values.Length] + parts[at][end..];
            return Encoding.UTF8.GetBytes(string.Join(':', parts));
        });
        Compare(ContractReader.Read("events.yaml", text), "occurred_at", [.. records], leastShare: 0.99);
    }

    [SkippableFact]
    public void Plain_records_are_accepted_at_a_glance()
    {
        // Every type, spaces, escapes, nulls, missing members and any order; what looks like a name; a float that a double would round twice.
        string[] plain =
        [
            """{"event_id":"1"}""", """{ "event_id": "1" }""", "\t{\"gift\":null, \"event_id\":\"\\u00e9\\ud83d\\ude00\\n\"}\r",
            """{"event_id":"1","occurred_at":"2024-02-29T23:59:59.123456+05:30","day":"2024-02-29","amount":-0.00,"quantity":900,"weight":-1.5}""",
            """{"event_id":"1","amount":9999999999.99,"quantity":-999999999,"weight":123456789012345.123456789012345,"gift":false,"customer":{"id":999999999999999999,"name":"A\":"}}""",
            """{"event_id":"1","customer":null,"lines":[]}""", """{"event_id":"1","customer":{},"lines":[null,{"sku":"a"},{"sku":"b","prices":[]},{"sku":"c","prices":[1.5,null,1.00000005960464]}]}""",
        ];
        var records = plain.Select(Encoding.UTF8.GetBytes).ToList();
        Compare(ContractReader.Read("plain.yaml", AllTypes), "occurred_at", records, leastShare: 1);
    }

    private static readonly string[] Edges =
    [
        """{"event_id":"1","event_id":"2","event_id":3}""", """{"event_id":"1","a":1,"a":{"b":1,"b":2},"c":[{"d":1,"d":2}]}""", """{"event_id":"1","\u0061":1,"a":2}""",
        """{"event_id":"1","customer":{"id":1,"id":2,"x":1,"x":2,"name":{"z":1,"z":2}}}""", """{"event_id":"1","customer":[{"q":1,"q":1}],"lines":{"q":1,"q":1}}""",
        """{"event_id":"1","lines":[{"sku":"a","sku":"b"},{"prices":[1,"x",null,{"q":1,"q":2}]},7,null,{"sku":""}]}""", """{"event_id":"1","quantity":1e2,"amount":1e-2}""", """{"event_id":"1","quantity":1.5,"amount":0.001}""",
        """{"event_id":"1","quantity":2147483648,"amount":99999999999}""", """{"event_id":"1","quantity":-0,"amount":-0.0,"weight":-0.0}""", """{"event_id":"1","weight":1e400,"lines":[{"sku":"a","prices":[1e39,3.4028236e38,16777217]}]}""",
        """{"event_id":"1","customer":{"id":9223372036854775808}}""", """{"event_id":"1","customer":{"id":9223372036854775807.0}}""", """{"event_id":"1","customer":{"id":1e18,"name":"Ä"}}""", """{"event_id":"1","quantity":1e99999999999}""", """{"event_id":"1","quantity":0e99999999999,"amount":1e-99999999999}""",
        """{"event_id":"1","amount":123456789012345678901234567890123456789012.5}""", """{"event_id":"1","amount":0.000000000000000000000000000000000000000000000}""", """{"event_id":"1","amount":1.10000000000000000000000000000000000000000000000}""",
        """{"event_id":"1","occurred_at":"2026-02-29T00:00:00Z"}""", """{"event_id":"1","occurred_at":"2024-02-29t23:59:59.1234567890z"}""", """{"event_id":"1","occurred_at":"2024-02-29 23:59:59.1234567-00:30"}""", """{"event_id":"1","occurred_at":"2024-02-29T23:59:59"}""",
        """{"event_id":"1","occurred_at":"0001-01-02T00:00:00+23:59"}""", """{"event_id":"1","occurred_at":"9999-12-30T23:59:59.999999-23:59"}""", """{"event_id":"1","occurred_at":"0000-01-01T00:00:00Z"}""", """{"event_id":"1","occurred_at":"2024-01-01T24:00:00Z"}""",
        """{"event_id":"1","occurred_at":"2024-01-01T00:00:00.Z"}""", """{"event_id":"1","occurred_at":"2024-01-01T00:00:00+24:00"}""", """{"event_id":"1","occurred_at":"2024-01-01T00:00:00.0000000000Zx"}""", """{"event_id":"1","day":"2023-02-29"}""", """{"event_id":"1","day":"0000-01-01"}""", """{"event_id":"1","day":"1999-12-31"}""", """{"event_id":"1","day":"2024-1-1"}""",
        """{"event_id":"\u0000"}""", """{"event_id":"\ud83d\ude00"}""", """{"event_id":"\ud83d"}""", """{"event_id":"\ude00\ud83d"}""", """{"event_id":"\ud83d\ud83d\ude00"}""", """{"event_id":"$#\"\\\/1#"}""", """{"1#event_id":"1","$":"#","#":1}""", """{"event_id":"1"},"end"]""", """{"event_id":"1"} {"event_id":"2"}""",
        """{"event_id":"1"}]""", """[{"event_id":"1"}]""", """ """, """{"event_id":"1",}""", """{1:2}""", """{true:1}""", """{"a" "b"}""", """{"a":1 2}""", """{"a":truefalse}""", """{"a":01}""", """{"a":-}""", """{"a":1.}""", """{"event_id":"abc\n"}""", """{"event_id":"1","lines":[{"sku":"a\n"}]}""", """{"event_id":"1","gift":"true"}""", """{"event_id":null}""", """{"event_id":5}""",
        "{\"event_id\":\"a\tb\"}", "{\"event_id\":\"\u0001\"}", "\uFEFF{\"event_id\":\"1\"}", "{\"event_id\":\"1\"}\0", "{\"event_id\":\"1\"}\n \r\t", "{\"event_id\":\"\u2028\u0085\"}", "{\"event_id\":\"1\",\"weight\":1e5,\"weight\":\"x\"}",
    ];

    private void Compare(Contract contract, string eventTime, List<byte[]> records, double leastShare)
    {
        using var engines = new BothEngines(spark);
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.parquet");
        engines.LoadBronze(records, file);
        engines.Register(StrictJsonFunction.Create("read_record", RecordMapping.ToJsonFields(contract.Shape)));
        var source = new Source("s", "s", contract, contract.Shape.Find(eventTime)!, new Landing("s", "*", TimeSpan.Zero, Compression.Auto), default)
        {
            Lateness = new Lateness(TimeSpan.FromDays(5), LateAction.Quarantine),
        };
        var trees = contract.Rules.ToDictionary(rule => rule, rule => engines.Tree(SparkVerdict.SelectOf(rule)));
        var strict = VerdictCompiler.Compile(contract, source, Dialect.DuckDb, "bronze", "read_record");
        var glance = SparkVerdict.Compile(contract, source, $"parquet.`{file}`", trees);

        var duckDb = engines.DuckDbRows($"SELECT * EXCLUDE (undeclared, errors, payload, payload_bytes, _strays) FROM ({strict}) ORDER BY landing_position");
        var isClean = engines.DuckDbRows($"SELECT errors IS NULL AND undeclared IS NULL FROM ({strict}) ORDER BY landing_position");
        var onSpark = engines.SparkRows($"SELECT * EXCEPT (payload, payload_bytes, _plain) FROM ({glance}) ORDER BY landing_position");
        var isPlain = engines.SparkRows($"SELECT _plain FROM ({glance}) ORDER BY landing_position");
        var kept = engines.SparkRows($"SELECT payload, payload_bytes FROM ({glance}) WHERE NOT _plain ORDER BY landing_position");
        var given = engines.DuckDbRows("SELECT payload, payload_bytes FROM bronze ORDER BY landing_position");

        Assert.Equal((records.Count, records.Count), (onSpark.Count, isPlain.Count));
        var (yes, no) = (ResultText.Of([[true]]), ResultText.Of([[false]]));
        Assert.All(isPlain, flag => Assert.Contains(flag, new[] { yes, no }));
        var all = Enumerable.Range(0, records.Count).ToList();
        var wrong = all.Where(i => isPlain[i] == yes && (isClean[i] != yes || duckDb[i] != onSpark[i])).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {records.Count} differ:\n" + string.Join("\n", wrong.Take(12).Select(i =>
            $"{Shown(Encoding.UTF8.GetString(records[i]))}\n  {Shown(duckDb[i])}\n  {Shown(onSpark[i])}")));
        Assert.Equal(all.Where(i => isPlain[i] == no).Select(i => given[i]), kept);
        var missed = all.Where(i => isClean[i] == yes && isPlain[i] == no).ToList();
        Assert.True(missed.Count <= isClean.Count(clean => clean == yes) * (1 - leastShare),
            $"{missed.Count} are not plain:\n" + string.Join("\n", missed.Take(12).Select(i => Shown(Encoding.UTF8.GetString(records[i])))));
    }

    private static string Shown(string text) => text.Length > 1500 ? text[..1500] : text;
}
