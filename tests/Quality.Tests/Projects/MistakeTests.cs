namespace Lakehouse.Quality.Tests.Projects;

/// <summary>One mistake each in an otherwise good project: told once, with its code, its line and a next step.</summary>
public sealed class MistakeTests
{
    private const string Contract = "contracts/sales/orders.yaml";
    private const string Source = "sources/orders.yaml";
    private const string Product = "products/sales/daily.yaml";
    private const string Settings = "lakehouse.yaml";

    public static TheoryData<string, string, string, string, int, string> Replacements => new()
    {
        // file, part, replacement, code, line, a part of the told problem
        { Settings, "name: shop", "nam: shop", "QUA0104,QUA0105", 1, "Did you mean 'name'?" },
        { Settings, "name: shop", "name: Shop", "QUA0108", 1, "a-z" },
        { Settings, "name: shop", "name: [shop]", "QUA0106", 1, "must hold a text, not a list" },
        { Settings, "name: shop", "name: shop\nremote: http://spark", "QUA0107", 2, "remote: sc://host:port" },
        { Settings, "name: shop", "name: shop\nengine: duckdbb", "QUA0107", 2, "Did you mean 'duckdb'?" },
        { Settings, "name: shop", "name: shop\nstorage: ../tables", "QUA0112", 2, "absolute path" },
        { Settings, "name: shop", "name: shop\nresources: { memory: 5 parsecs }", "QUA0107", 2, "512MB" },
        { Settings, "name: shop", "name: shop\nresources: { memory: 0GB }", "QUA0107", 2, "512MB" },
        { Settings, "name: shop", "name: shop\nresources: { threads: 0 }", "QUA0107", 2, "at least 1" },
        { Settings, "name: shop", "name: shop\nresources: { threads: \"2\" }", "QUA0107", 2, "without quotes" },
        { Settings, "name: shop", "name: shop\nresources: 4GB", "QUA0106", 2, "keys with values" },
        { Settings, "name: shop", "name: shop\nenvironments: { prod: { bucket: x } }", "QUA0104", 2, "'bucket'" },
        { Settings, "name: shop", "name: shop\nenvironments: { prod: }", "QUA0105", 2, "below 'prod:'" },
        { Settings, "name: shop", "name: shop\nenvironments: { \"a b\": { landing: x } }", "QUA0108", 2, "cannot be used" },
        { Settings, "sales: { owner: sales-team@example.com }", "sales: { ownr: x }", "QUA0104,QUA0105", 3, "Did you mean 'owner'?" },
        { Settings, "sales: {", "slaes: {", "QUA0305", 1, "Did you mean 'slaes'?" },

        { Contract, "apiVersion: v3.1.0", "apiVersion: v2.2.0", "QUA0201", 1, "v3.1.0" },
        { Contract, "kind: DataContract", "kind: DataProduct", "QUA0201", 2, "kind: DataContract" },
        { Contract, "apiVersion: v3.1.0\n", "", "QUA0105", 1, "apiVersion" },
        { Contract, "id: orders", "id: \"\"", "QUA0107", 3, "blank" },
        { Contract, "id: orders", "id:", "QUA0105", 3, "'id' is missing" },
        { Contract, "version: 1.0.0\n", "", "QUA0105", 1, "'version' is missing" },
        { Contract, "status: active", "status: actve", "QUA0107", 5, "Did you mean 'active'?" },
        { Contract, "status: active", "status: active\nstatsu: x", "QUA0104", 6, "'statsu'" },
        { Contract, "status: active", "status: active\nstatus: draft", "QUA0103", 6, "first in line 5" },
        { Contract, "status: active", "status: active\ndescription: text", "QUA0106", 6, "keys with values" },
        { Contract, "status: active", "status: active\nteam: tracking", "QUA0106", 6, "not a single value" },
        { Contract, "status: active", "status: active\nteam: { members: [{ name: a }] }", "QUA0105", 6, "username" },
        { Contract, "status: active", "status: active\nslaProperties: [{ property: latency }]", "QUA0105", 6, "'value'" },
        { Contract, "status: active", "status: active\nteam: [{ usrname: a }]", "QUA0104,QUA0105", 6, "Did you mean 'username'?" },
        { Contract, "  - name: orders\n", "  - nme: orders\n", "QUA0104,QUA0105", 7, "Did you mean 'name'?" },
        { Contract, "logicalType: string", "logicalType: varchar", "QUA0107", 10, "Use one of: array" },
        { Contract, "logicalType: string", "logicalType: strng", "QUA0107", 10, "Did you mean 'string'?" },
        { Contract, "        logicalType: string\n", "", "QUA0105", 9, "'logicalType' is missing" },
        { Contract, "name: amount", "name: orderAmount", "QUA0108", 15, "a-z" },
        { Contract, "name: amount", "name: 1st", "QUA0108", 15, "not starting with a digit" },
        { Contract, "name: amount", "name: \"a\\\"; drop table x\"", "QUA0108", 15, "a-z" },
        { Contract, "name: amount", "name: landed_at", "QUA0109", 15, "physicalName: landed_at" },
        { Contract, "name: amount", "name: _amount", "QUA0109", 15, "used by the tables" },
        { Contract, "name: amount", "name: payload", "QUA0109", 15, "used by the tables" },
        { Contract, "name: amount", "name: event_date", "QUA0109", 15, "used by the tables" },
        { Contract, "name: amount", "name: order_id", "QUA0208", 15, "declared twice" },
        { Contract, "name: amount", "name: amount\n        physicalName: order_id", "QUA0208", 15, "declared twice" },
        { Contract, "name: amount", "requird: true\n        name: amount", "QUA0104", 15, "Did you mean 'required'?" },
        { Contract, "required: true", "required: yes", "QUA0107", 14, "true or false" },
        { Contract, "required: true", "required: \"true\"", "QUA0107", 14, "without quotes" },
        { Contract, "decimal(12,2)", "decimal(39,2)", "QUA0202", 17, "p up to 38" },
        { Contract, "decimal(12,2)", "decimal(2,3)", "QUA0202", 17, "s up to p" },
        { Contract, "decimal(12,2)", "money", "QUA0202", 17, "decimal(p,s)" },
        { Contract, "        primaryKey: true\n", "", "QUA0303", 2, "primaryKey: true" },
        { Contract, "primaryKey: true", "primaryKey: true\n        required: false", "QUA0207", 11, "required: true" },
        { Contract, "primaryKey: true", "primaryKey: true\n        primaryKeyPosition: 0", "QUA0107", 12, "at least 1" },

        { Source, "kind: events", "kind: cdc", "QUA0110", 1, "kind: events" },
        { Source, "kind: events", "kind: event", "QUA0107", 1, "Did you mean 'events'?" },
        { Source, "kind: events", "format: csv", "QUA0110", 1, "format: jsonl" },
        { Source, "kind: events", "compression: zstd", "QUA0110", 1, "gzip" },
        { Source, "kind: events", "dataset: Or-ders", "QUA0108", 1, "a-z" },
        { Source, "kind: events", "landing: { folder: ../other }", "QUA0112", 1, "below the landing root" },
        { Source, "kind: events", "landing: { folder: /abs }", "QUA0112", 1, "below the landing root" },
        { Source, "kind: events", "landing: { folder: \"C:\\\\x\" }", "QUA0112", 1, "below the landing root" },
        { Source, "kind: events", "landing: { glob: \"../*\" }", "QUA0112", 1, "below the landing root" },
        { Source, "kind: events", "landing: { quiet: 5 }", "QUA0107", 1, "90s" },
        { Source, "kind: events", "landing: { quiet: 5 minutes }", "QUA0107", 1, "90s" },
        { Source, "kind: events", "landing: { queit: 5s }", "QUA0104", 1, "Did you mean 'quiet'?" },
        { Source, "kind: events", "deduplicate: { scope: week }", "QUA0107", 1, "Use one of: day, table" },
        { Source, "kind: events", "deduplicate: day", "QUA0106", 1, "keys with values" },
        { Source, "kind: events", "lateness: { action: quarantine }", "QUA0105", 1, "max" },
        { Source, "kind: events", "lateness: { max: 7d, action: drop }", "QUA0107", 1, "accept, quarantine" },
        { Source, "kind: events", "lateness: { max: 99999999d }", "QUA0107", 1, "at most 10000d" },
        { Source, "kind: events", "on_change: rebuid", "QUA0107", 1, "Did you mean 'rebuild'?" },
        { Source, "contract: sales/orders", "contract: sales/order", "QUA0301", 2, "Did you mean 'sales/orders'?" },
        { Source, "contract: sales/orders", "contract: finance/ledger", "QUA0301", 2, "Write contracts/finance/ledger.yaml" },
        { Source, "contract: sales/orders\n", "", "QUA0105", 1, "'contract' is missing" },
        { Source, "event_time: ordered_at", "event_time: order_at", "QUA0302", 3, "Did you mean 'ordered_at'?" },
        { Source, "event_time: ordered_at", "event_time: amount", "QUA0302", 3, "not a timestamp" },
        { Source, "event_time: ordered_at", "evnt_time: ordered_at", "QUA0104,QUA0105", 1, "Did you mean 'event_time'?" },

        { Product, "grain: [event_date]", "grain: [event-date]", "QUA0108", 2, "a-z" },
        { Product, "grain: [event_date]", "grain: [event_date, event_date]", "QUA0107", 2, "twice" },
        { Product, "grain: [event_date]", "partitionedby: [event_date]", "QUA0104", 2, "Did you mean 'partitioned_by'?" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount }]", "QUA0105", 2, "mustBe" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCont, mustBe: 1 }]", "QUA0107", 2, "Did you mean 'rowCount'?" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustBe: many }]", "QUA0205", 2, "one number" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustBe: 1, mustNotBe: 2 }]", "QUA0205", 2, "Keep one" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustBeBetween: 1 }]", "QUA0205", 2, "[1, 10]" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustBeBetween: [5, 1] }]", "QUA0205", 2, "Swap" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustBe: 1, unit: percent }]", "QUA0205", 2, "unit: rows" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustBe: 1, unit: rowz }]", "QUA0107", 2, "Did you mean 'rows'?" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustBe: 1, severity: eror }]", "QUA0107", 2, "Did you mean 'error'?" },
        { Product, "grain: [event_date]", "quality: [{ metric: rowCount, mustbe: 1 }]", "QUA0104", 2, "Did you mean 'mustBe'?" },
        { Product, "grain: [event_date]", "quality: [{ metric: nullValues, mustBe: 0 }]", "QUA0205", 2, "properties" },
        { Product, "grain: [event_date]", "quality: [{ metric: nullValues, mustBe: 0, arguments: { properties: [a b] } }]", "QUA0209", 2, "no column" },
        { Product, "grain: [event_date]", "quality: [{ metric: nullValues, mustBe: 0, arguments: { propertys: [a] } }]", "QUA0104,QUA0205", 2, "Did you mean 'properties'?" },
        { Product, "grain: [event_date]", "quality: [{ metric: missingValues, mustBe: 0, arguments: { properties: [a] } }]", "QUA0105", 2, "missingValues" },
        { Product, "grain: [event_date]", "quality: [{ metric: invalidValues, mustBe: 0, arguments: { properties: [a] } }]", "QUA0105", 2, "validValues" },
        { Product, "grain: [event_date]", "quality: [{ metric: invalidValues, mustBe: 0, arguments: { properties: [a], pattern: \"(\" } }]", "QUA0204", 2, "regular expression" },
        { Product, "grain: [event_date]", "quality: [{ type: sql, mustBe: 0 }]", "QUA0105", 2, "'query'" },
        { Product, "grain: [event_date]", "quality: [{ type: sql, mustBe: 0, query: select 1 }]", "QUA0206", 2, "{table}" },
        { Product, "grain: [event_date]", "quality: [{ type: sql, mustBe: 0, query: \"select 1 from {table}; drop table x\" }]", "QUA0206", 2, "';'" },
        { Product, "grain: [event_date]", "quality: [{ type: custom, engine: medallion, implementation: { expression: a } }]", "QUA0205", 2, "type: sql" },
        { Product, "grain: [event_date]", "quality: [{ type: custom, engine: soda, implementation: x }]", "QUA0110", 2, "type: sql" },
        { Product, "grain: [event_date]", "quality: { metric: rowCount }", "QUA0106", 2, "a list" },
        { Product, "grain: [event_date]", "consumers: [{ a: b }]", "QUA0106", 2, "single values" },
    };

    [Theory]
    [MemberData(nameof(Replacements))]
    public void A_mistake_is_told_with_code_line_and_next_step(
        string file, string part, string replacement, string codes, int line, string told)
    {
        var problems = new ShopFiles().Replace(file, part, replacement).Problems();
        Assert.Equal(codes.Split(','), problems.Select(p => p.Code).Order());
        Assert.Contains(problems, p => p.ToString().Contains(told, StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Line == line);
        Assert.All(problems, p => Assert.EndsWith(p.Suggestion, p.ToString(), StringComparison.Ordinal));
        Assert.All(problems, p => Assert.Matches(@"[.?]$", p.Suggestion));
    }

    public static TheoryData<string, string, string> Properties => new()
    {
        // property, code, a part of the told problem
        { "{ name: a, logicalType: string, logicalTypeOptions: { minimum: 1 } }", "QUA0104", "'minimum'" },
        { "{ name: a, logicalType: string, logicalTypeOptions: { maxLenght: 1 } }", "QUA0104", "Did you mean 'maxLength'?" },
        { "{ name: a, logicalType: string, logicalTypeOptions: { maxLength: -1 } }", "QUA0107", "at least 0" },
        { "{ name: a, logicalType: string, logicalTypeOptions: { minLength: 3, maxLength: 2 } }", "QUA0203", "greater" },
        { "{ name: a, logicalType: string, logicalTypeOptions: { format: emial } }", "QUA0110", "Did you mean 'email'?" },
        { "{ name: a, logicalType: string, logicalTypeOptions: { pattern: \"(?=x)\" } }", "QUA0204", "look-around" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { minimum: 1.5 } }", "QUA0203", "whole number" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { minimum: \"1\" } }", "QUA0203", "without quotes" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { minimum: [1] } }", "QUA0203", "whole number" },
        { "{ name: a, logicalType: integer, physicalType: int, logicalTypeOptions: { maximum: 3000000000 } }", "QUA0203", "32 bits" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { maximum: 1, exclusiveMaximum: 1 } }", "QUA0203", "both" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { maximum: 1, minimum: 2 } }", "QUA0203", "no value" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { maximum: 1, exclusiveMinimum: 1 } }", "QUA0203", "no value" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { multipleOf: 0 } }", "QUA0203", "above 0" },
        { "{ name: a, logicalType: integer, logicalTypeOptions: { format: u128 } }", "QUA0202", "i64" },
        { "{ name: a, logicalType: integer, physicalType: tinyint }", "QUA0202", "minimum and maximum" },
        { "{ name: a, logicalType: number, physicalType: \"decimal(5,2)\", logicalTypeOptions: { minimum: 0.001 } }", "QUA0203", "decimal(5,2)" },
        { "{ name: a, logicalType: number, physicalType: \"decimal(5,2)\", logicalTypeOptions: { maximum: 1000 } }", "QUA0203", "decimal(5,2)" },
        { "{ name: a, logicalType: number, logicalTypeOptions: { format: f16 } }", "QUA0107", "f32, f64" },
        { "{ name: a, logicalType: boolean, logicalTypeOptions: { pattern: x } }", "QUA0104", "'pattern'" },
        { "{ name: a, logicalType: date, logicalTypeOptions: { format: dd.MM.yyyy } }", "QUA0110", "ISO 8601" },
        { "{ name: a, logicalType: date, logicalTypeOptions: { minimum: 2024-02-30 } }", "QUA0203", "2024-12-31" },
        { "{ name: a, logicalType: timestamp, logicalTypeOptions: { minimum: 2024-02-03T00:00:00 } }", "QUA0203", "with a zone" },
        { "{ name: a, logicalType: timestamp, logicalTypeOptions: { defaultTimezone: CET } }", "QUA0110", "with a zone" },
        { "{ name: a, logicalType: timestamp, logicalTypeOptions: { timezone: UTC } }", "QUA0107", "true or false" },
        { "{ name: a, logicalType: time, logicalTypeOptions: { minimum: 10:00:00 } }", "QUA0110", "'minimum'" },
        { "{ name: a, logicalType: number, physicalType: double, logicalTypeOptions: { multipleOf: 2 } }", "QUA0110", "'multipleOf'" },
        { "{ name: a, logicalType: object }", "QUA0105", "'properties' is missing" },
        { "{ name: a, logicalType: object, properties: [] }", "QUA0105", "at least one" },
        { "{ name: a, logicalType: object, properties: { b: string } }", "QUA0106", "a list" },
        { "{ name: a, logicalType: object, properties: [b] }", "QUA0106", "keys with values" },
        { "{ name: a, logicalType: object, logicalTypeOptions: { required: [c] }, properties: [{ name: b, logicalType: string }] }", "QUA0209", "'c'" },
        { "{ name: a, logicalType: object, logicalTypeOptions: { maxProperties: 2 }, properties: [{ name: b, logicalType: string }] }", "QUA0110", "'maxProperties'" },
        { "{ name: a, logicalType: object, properties: [{ name: b, logicalType: string }, { name: b, logicalType: string }] }", "QUA0208", "twice" },
        { "{ name: a, logicalType: array }", "QUA0105", "'items' is missing" },
        { "{ name: a, logicalType: array, items: string }", "QUA0106", "keys with values" },
        { "{ name: a, logicalType: array, items: { logicalType: strin } }", "QUA0107", "Did you mean 'string'?" },
        { "{ name: a, logicalType: array, logicalTypeOptions: { uniqueItems: true }, items: { logicalType: string } }", "QUA0110", "'uniqueItems'" },
        { "{ name: a, logicalType: string, items: { logicalType: string } }", "QUA0104", "'items'" },
        { "{ name: a, logicalType: array, items: { logicalType: string, unique: true } }", "QUA0110", "unique" },
        { "{ name: a, logicalType: array, items: { logicalType: string, primaryKey: true } }", "QUA0207", "array" },
        { "{ name: a, logicalType: object, properties: [{ name: b, logicalType: string, primaryKey: true }] }", "QUA0207", "around it is not required" },
        { "{ name: a, logicalType: number, physicalType: double, primaryKey: true }", "QUA0207", "double" },
        { "{ name: a, logicalType: string, primaryKeyPosition: 2 }", "QUA0207", "primaryKey: true" },
        { "{ name: a, logicalType: string, quality: [{ metric: invalidValues, mustBe: 0 }] }", "QUA0105", "validValues" },
        { "{ name: a, logicalType: string, quality: [{ metric: invalidValues, mustBe: 0, arguments: { validValues: [] } }] }", "QUA0107", "at least one" },
        { "{ name: a, logicalType: integer, quality: [{ metric: invalidValues, mustBe: 0, arguments: { validValues: [1, two] } }] }", "QUA0203", "'two'" },
        { "{ name: a, logicalType: integer, quality: [{ metric: invalidValues, mustBe: 0, arguments: { pattern: x } }] }", "QUA0204", "for text" },
        { "{ name: a, logicalType: string, quality: [{ metric: invalidValues, mustBe: 0, arguments: { pattern: \"(a)\\\\1\" } }] }", "QUA0204", "back reference" },
        { "{ name: a, logicalType: number, physicalType: double, quality: [{ metric: invalidValues, mustBe: 0, arguments: { validValues: [1] } }] }", "QUA0205", "double" },
        { "{ name: a, logicalType: string, quality: [{ metric: rowCount, mustBe: 0 }] }", "QUA0205", "of the table" },
        { "{ name: a, logicalType: string, quality: [{ type: custom, engine: medallion, implementation: { expression: x } }] }", "QUA0205", "'path'" },
        { "{ name: a, logicalType: array, items: { logicalType: string, quality: [{ metric: nullValues, mustBe: 0 }] } }", "QUA0110", "value by value" },
    };

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_mistake_in_a_property_is_told(string property, string code, string told)
    {
        var problem = Assert.Single(new ShopFiles()
            .With("contracts/sales/other.yaml", ShopFiles.ContractOf("- " + property)).Problems());
        Assert.Equal((code, "contracts/sales/other.yaml", 9), (problem.Code, problem.File, problem.Line));
        Assert.Contains(told, problem.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Rules => new()
    {
        { "{ expresion: a > 1 }", "QUA0104,QUA0105", "Did you mean 'expression'?" },
        { "{ expression: \"a > 1; drop table x\" }", "QUA0206", "';'" },
        { "{ expression: \"a > 1 -- hm\" }", "QUA0206", "comment" },
        { "{ expression: \"a > /* hm */ 1\" }", "QUA0206", "comment" },
        { "{ expression: \"a > 1) or (1 = 1\" }", "QUA0206", "closes ')'" },
        { "{ expression: \"(a > 1\" }", "QUA0206", "does not close '('" },
        { "{ expression: \"b = 'x\" }", "QUA0206", "not closed" },
        { "{ expression: \" \" }", "QUA0107", "blank" },
        { "{ expression: a > 1, code: wrong }", "QUA0107", "A-Z" },
        { "{ expression: a > 1, path: aa }", "QUA0209", "Did you mean 'a'?" },
        { "text", "QUA0106", "keys with values" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_mistake_in_a_rule_is_told(string implementation, string codes, string told)
    {
        var quality = $"quality: [{{ type: custom, engine: medallion, name: r, implementation: {implementation} }}]";
        var problems = new ShopFiles().With("contracts/sales/other.yaml",
            ShopFiles.ContractOf("- { name: a, logicalType: integer }", quality)).Problems();
        Assert.Equal(codes.Split(','), problems.Select(p => p.Code).Order());
        Assert.Contains(problems, p => p.ToString().Contains(told, StringComparison.Ordinal));
    }
}
