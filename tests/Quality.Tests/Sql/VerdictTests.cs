using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Quality.Tests.Sql;

public sealed class VerdictTests
{
    private const string At = "- { name: at, logicalType: timestamp, required: true }\n";

    [Fact]
    public void An_accepted_record_has_no_errors_and_no_payload()
    {
        using var run = Run("- { name: id, logicalType: string, primaryKey: true }");
        Assert.Equal([], Assert.Single(run.Errors(Record("\"id\":\"a\""))));
    }

    [Fact]
    public void The_columns_are_those_that_the_flow_reads()
    {
        using var run = Run("- { name: id, logicalType: string, primaryKey: true }");
        Assert.Equal(["landing_path", "landing_position", "landed_at", "payload_hash", "undeclared", "at", "id", "event_date",
            "errors", "payload", "payload_bytes", "_strays"], run.Columns());
    }

    [Fact]
    public void What_is_no_JSON_object_has_that_one_error()
    {
        using var run = Run("- { name: id, logicalType: string, primaryKey: true }", Rule("id is not null"));
        Assert.All(run.Errors("", "{", "[]", "{\"id\":1}x", null), errors => Assert.StartsWith("MALFORMED : ", Assert.Single(errors)));
    }

    [Theory]
    [InlineData("logicalTypeOptions: { minimum: 1, maximum: 3 }", "0,4", "1,2,3,null")]
    [InlineData("logicalTypeOptions: { exclusiveMinimum: 1, exclusiveMaximum: 3 }", "1,3", "2,null")]
    [InlineData("logicalTypeOptions: { multipleOf: 5 }", "1,-6", "0,5,-10,null")]
    [InlineData("quality: [{ metric: invalidValues, arguments: { validValues: [7, 9] }, mustBe: 0 }]", "8", "7,9,null")]
    public void Whole_numbers_are_judged_by_their_limits(string limits, string bad, string good) =>
        Judge("integer", limits, bad, good);

    [Theory]
    [InlineData("logicalTypeOptions: { minimum: 0.5, maximum: 10 }", "0.49,10.01,-1", "0.5,0.50,10,null")]
    [InlineData("logicalTypeOptions: { multipleOf: 0.25 }", "0.3,-0.26", "0,0.25,-1.5,null")]
    [InlineData("quality: [{ metric: invalidValues, arguments: { validValues: [1.5] }, mustBe: 0 }]", "1.51", "1.5,1.50,null")]
    public void Exact_numbers_are_judged_by_their_limits(string limits, string bad, string good) =>
        Judge("number, physicalType: \"decimal(12,2)\"", limits, bad, good);

    [Fact]
    public void Binary_fractions_are_judged_by_their_limits() =>
        Judge("number, physicalType: double", "logicalTypeOptions: { minimum: 0.1 }", "0.09,-1e300", "0.1,1e300,null");

    [Theory]
    [InlineData("logicalTypeOptions: { minLength: 2, maxLength: 3 }", "\"\",\"a\",\"abcd\"", "\"ab\",\"äöü\",\"👍👍\",null")]
    [InlineData("logicalTypeOptions: { pattern: \"b+\" }", "\"\",\"a\"", "\"abc\",\"b\",null")]
    [InlineData("logicalTypeOptions: { pattern: \"^[a-z]+$\" }", "\"A\",\"a\\n\",\"a b\"", "\"ab\",null")]
    [InlineData("logicalTypeOptions: { pattern: \"it's\" }", "\"its\"", "\"it's\",null")]
    [InlineData("quality: [{ metric: invalidValues, arguments: { validValues: [web, it's, \"1\"] }, mustBe: 0 }]", "\"\",\"Web\"", "\"web\",\"it's\",\"1\",null")]
    [InlineData("logicalTypeOptions: { format: uuid }", "\"\",\"1234\",\"g23e4567-e89b-12d3-a456-426614174000\"", "\"123e4567-E89B-12d3-a456-426614174000\",null")]
    [InlineData("logicalTypeOptions: { format: email }", "\"a\",\"a@b\",\"a b@c.de\",\"a@b@c.de\"", "\"a.b+c@d-e.fr\",null")]
    [InlineData("logicalTypeOptions: { format: uri }", "\"a\",\"http:\",\"http://a b\"", "\"http://a.b/c?d=e#f\",\"urn:x:y\",null")]
    [InlineData("logicalTypeOptions: { format: hostname }", "\"\",\"-a\",\"a..b\",\"a_b\"", "\"a\",\"a-1.b.example\",null")]
    [InlineData("logicalTypeOptions: { format: ipv4 }", "\"1.2.3\",\"256.1.1.1\",\"01.1.1.1\"", "\"0.0.0.0\",\"255.255.255.255\",null")]
    [InlineData("logicalTypeOptions: { format: ipv6 }", "\":\",\"1::2::3\",\"1:2:3:4:5:6:7\",\"1:2:3:4:5:6:7:8:9\",\"g::\"", "\"::\",\"::1\",\"1::\",\"2001:db8::8a2e:370:7334\",\"1:2:3:4:5:6:7:8\",\"::ffff:1.2.3.4\",null")]
    [InlineData("logicalTypeOptions: { format: byte }", "\"a\",\"a===\",\"a b=\"", "\"\",\"YQ==\",\"YWI=\",\"YWJj\",null")]
    public void Texts_are_judged_by_their_limits(string limits, string bad, string good) => Judge("string", limits, bad, good);

    [Fact]
    public void Times_of_day_are_texts_of_a_form() =>
        Judge("time", "description: t", "\"24:00:00\",\"1:00:00\",\"10:00\",\"10:60:00\"", "\"23:59:59\",\"00:00:00.5\",\"10:00:00+02:00\",null");

    [Fact]
    public void Dates_are_judged_by_their_limits() =>
        Judge("date", "logicalTypeOptions: { minimum: 2024-01-01, exclusiveMaximum: 2025-01-01 }", "\"2023-12-31\",\"2025-01-01\"", "\"2024-01-01\",\"2024-12-31\",null");

    [Fact]
    public void Instants_are_judged_by_their_limits() =>
        Judge("timestamp", "logicalTypeOptions: { minimum: \"2024-01-01T00:00:00+02:00\" }", "\"2023-12-31T21:59:59Z\"", "\"2023-12-31T22:00:00Z\",null");

    [Fact]
    public void Times_without_zone_are_judged_by_their_limits() =>
        Judge("timestamp", "logicalTypeOptions: { timezone: false, maximum: \"2024-01-01T00:00:00\" }", "\"2024-01-01T00:00:01\"", "\"2024-01-01T00:00:00\",null");

    [Fact]
    public void Truth_values_can_be_listed() => Judge("boolean",
        "quality: [{ metric: invalidValues, arguments: { validValues: [true] }, mustBe: 0 }]", "false", "true,null");

    [Fact]
    public void All_errors_of_a_record_are_told_in_the_order_of_the_contract()
    {
        using var run = Run("""
            - { name: first, logicalType: integer, logicalTypeOptions: { maximum: 1, multipleOf: 2 } }
            - { name: second, logicalType: string, required: true }
            - name: third
              logicalType: object
              properties:
                - { name: inner, logicalType: string, logicalTypeOptions: { maxLength: 1, pattern: ^x } }
                - { name: other, logicalType: integer }
            - { name: fourth, logicalType: string, logicalTypeOptions: { minLength: 2 } }
            """, Rule("first < 0", "name: first is negative"), new Lateness(TimeSpan.FromHours(1), LateAction.Quarantine));
        var errors = Assert.Single(run.Errors("""
            {"fourth":"z","third":{"other":"no","inner":"abc"},"first":3,"at":"2024-05-01T12:00:00Z"}
            """));
        Assert.Equal(
            [
                "RANGE first: must be at most 1",
                "RANGE first: must be a multiple of 2",
                "REQUIRED second: is missing",
                "LENGTH third.inner: must have at most 1 character",
                "PATTERN third.inner: must match ^x",
                "TYPE third.other: is text, not a whole number",
                "LENGTH fourth: must have at least 2 characters",
                "RULE : breaks the rule: first is negative",
                "LATE at: arrived more than 1h after its event time",
            ], errors);
    }

    [Fact]
    public void Elements_of_arrays_are_judged_one_by_one()
    {
        using var run = Run("""
            - name: lines
              logicalType: array
              logicalTypeOptions: { minItems: 1, maxItems: 20 }
              items:
                logicalType: object
                properties:
                  - { name: sku, logicalType: string, required: true, logicalTypeOptions: { pattern: "^[A-Z]+$" } }
                  - name: sizes
                    logicalType: array
                    items: { logicalType: integer, logicalTypeOptions: { minimum: 1 } }
            - name: tags
              logicalType: array
              items: { logicalType: string, logicalTypeOptions: { maxLength: 3 } }
            """);
        var many = string.Join(',', Enumerable.Range(0, 12).Select(i => $"{{\"sku\":\"{(i is 2 or 10 ? "x" : "X")}\"}}"));
        Assert.Equal(
            [
                [],
                [],
                ["LENGTH lines: must have 1 to 20 elements"],
                ["PATTERN lines[2].sku: must match ^[A-Z]+$", "PATTERN lines[10].sku: must match ^[A-Z]+$"],
                ["PATTERN lines[1].sku: must match ^[A-Z]+$", "RANGE lines[0].sizes[1]: must be at least 1",
                    "RANGE lines[1].sizes[0]: must be at least 1", "LENGTH tags[1]: must have at most 3 characters"],
            ],
            run.Errors(
                Record("\"lines\":null"),
                Record("\"lines\":[{\"sku\":\"A\",\"sizes\":null},{\"sku\":\"B\",\"sizes\":[]},{\"sku\":\"C\",\"sizes\":[null,1]}]"),
                Record("\"lines\":[]"),
                Record($"\"lines\":[{many}]"),
                Record("\"lines\":[{\"sku\":\"A\",\"sizes\":[1,0]},{\"sku\":\"b\",\"sizes\":[-1]}],\"tags\":[\"a\",\"abcd\",null]")));
    }

    [Fact]
    public void A_null_element_of_an_array_whose_items_are_required_is_an_error()
    {
        using var run = Run("- { name: tags, logicalType: array, items: { logicalType: string, required: true } }");
        Assert.Equal([["REQUIRED tags[1]: is null"], []], run.Errors(Record("\"tags\":[\"a\",null]"), Record("\"tags\":[\"a\"]")));
    }

    [Fact]
    public void A_rule_is_false_only_when_it_is_false()
    {
        using var run = Run("- { name: a, logicalType: integer }\n- { name: b, logicalType: integer }", Rule("a < b or a = 9"));
        Assert.Equal([[], [], ["RULE : breaks the rule: the rule"], []],
            run.Errors(Record("\"a\":1,\"b\":2"), Record("\"a\":1"), Record("\"a\":2,\"b\":2"), Record("\"a\":9,\"b\":2")));
    }

    [Theory]
    [InlineData("n * (n + 9223372036854775805) > 0")]
    [InlineData("cast(t as integer) > 0")]
    [InlineData("strptime(t, '%Y') > timestamp '2000-01-01'")]
    [InlineData("len(list_filter([t], lambda x: cast(x as integer) > 0)) = 1")]
    public void A_record_on_which_a_rule_cannot_be_evaluated_is_rejected_without_its_value(string rule)
    {
        using var run = Run("- { name: n, logicalType: integer }\n- { name: t, logicalType: string }",
            Rule($"case when n is null then true else {rule} end", "name: a rule", "path: t"));
        Assert.Equal(
            [[], ["RULE_FAILED t: the rule cannot be evaluated: a rule"], [], ["TYPE t: is a number, not text"]],
            run.Errors(
                Record("\"n\":1,\"t\":\"2001\""), Record("\"n\":2,\"t\":\"secret\""), Record("\"t\":\"secret\""),
                Record("\"n\":2,\"t\":3")));
    }

    [Fact]
    public void A_rule_is_silent_where_the_reader_already_spoke()
    {
        const string Properties = """
            - { name: kind, logicalType: string }
            - name: props
              logicalType: object
              properties:
                - name: price
                  logicalType: object
                  properties: [{ name: amount, logicalType: integer }]
            """;
        using var run = Run(Properties, Rule("kind <> 'sale' or props.price.amount is not null", "name: r", "path: props.price.amount"));
        Assert.Equal(["RULE", "TYPE", "TYPE", "TYPE", "MALFORMED", "DUPLICATE_KEY,RULE"],
            run.Errors(
                Record("\"kind\":\"sale\",\"props\":{}"),
                Record("\"kind\":\"sale\",\"props\":{\"price\":{\"amount\":\"1\"}}"),
                Record("\"kind\":\"sale\",\"props\":{\"price\":7}"),
                Record("\"kind\":\"sale\",\"props\":[]"),
                "{\"kind\":\"sale\",\"props\":{}",
                Record("\"kind\":\"sale\",\"props\":{\"x\":1,\"x\":2}"))
            .Select(errors => string.Join(',', errors.Select(e => e.Split(' ')[0]))));
    }

    [Fact]
    public void A_rule_at_a_whole_object_is_silent_when_the_reader_spoke_below_it()
    {
        using var run = Run("- { name: p, logicalType: object, properties: [{ name: a, logicalType: integer }] }",
            Rule("p.a > 5", "name: r", "path: p"));
        Assert.Equal(["RULE", "TYPE"], run.Errors(Record("\"p\":{\"a\":1}"), Record("\"p\":{\"a\":\"1\"}"))
            .Select(errors => Assert.Single(errors).Split(' ')[0]));
    }

    [Fact]
    public void Columns_may_be_named_like_words_of_SQL()
    {
        using var run = Run("- { name: select, logicalType: integer, logicalTypeOptions: { minimum: 1 } }\n"
            + "- { name: order, logicalType: object, properties: [{ name: group, logicalType: integer, logicalTypeOptions: { minimum: 1 } }] }");
        Assert.Equal([["RANGE select: must be at least 1", "RANGE order.group: must be at least 1"]],
            run.Errors(Record("\"select\":0,\"order\":{\"group\":0}")));
    }

    [Fact]
    public void Columns_may_have_other_names_than_the_members_of_the_record()
    {
        using var run = Run("- { name: body, physicalName: payload, logicalType: object, properties: "
            + "[{ name: item_count, physicalName: itemCount, logicalType: integer, logicalTypeOptions: { minimum: 1 } }] }");
        Assert.Equal([["RANGE body.item_count: must be at least 1"], []],
            run.Errors(Record("\"payload\":{\"itemCount\":0}"), Record("\"payload\":{\"itemCount\":1}")));
    }

    [Fact]
    public void A_record_is_late_beyond_the_limit_and_not_at_it()
    {
        using var run = Run("- { name: id, logicalType: string }", lateness: new Lateness(TimeSpan.FromDays(1), LateAction.Quarantine));
        Assert.Equal([[], ["LATE at: arrived more than 1d after its event time"]],
            run.Errors("""{"at":"2024-05-01T00:00:00Z"}""", """{"at":"2024-04-30T23:59:59.999999Z"}"""));
    }

    [Fact]
    public void Late_records_are_accepted_when_the_source_says_so()
    {
        using var run = Run("- { name: id, logicalType: string }", lateness: new Lateness(TimeSpan.Zero, LateAction.Accept));
        Assert.Equal([[]], run.Errors(Record("\"id\":\"a\"")));
    }

    private static void Judge(string type, string limits, string bad, string good)
    {
        using var run = Run($"- {{ name: v, logicalType: {type}, {limits} }}");
        foreach (var value in bad.Split(','))
        {
            Assert.Single(Assert.Single(run.Errors(Record($"\"v\":{value}"))));
        }
        Assert.All(run.Errors([.. good.Split(',').Select(value => Record($"\"v\":{value}"))]), Assert.Empty);
        Assert.Empty(Assert.Single(run.Errors(Record("\"other\":0"))));
    }

    private static string Record(string members) => $$"""{"at":"2024-05-01T12:00:00+02:00",{{members}}}""";

    private static string Rule(string expression, string name = "name: the rule", string path = "") => $"""
        quality:
          - type: custom
            engine: medallion
            {name}
            implementation:
              expression: "{expression}"
              {path}
        """;

    private static VerdictRun Run(string properties, string quality = "", Lateness? lateness = null)
    {
        Contract contract = ShopFiles.Contract(At + properties, quality);
        return new VerdictRun(VerdictRun.SourceOf(contract, lateness));
    }
}
