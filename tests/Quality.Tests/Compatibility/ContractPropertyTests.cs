using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Tests.Sql;

namespace Lakehouse.Quality.Tests.Compatibility;

/// <summary>The verdict itself is the judge: what one contract accepts, a contract that reads it accepts.</summary>
public sealed class ContractPropertyTests
{
    private static readonly string[] Types =
    [
        "logicalType: string", "logicalType: string, logicalTypeOptions: { maxLength: 3 }", "logicalType: string, logicalTypeOptions: { maxLength: 12 }",
        "logicalType: string, enum: [{ value: a }, { value: bb }]", "logicalType: string, enum: [{ value: a }]", "logicalType: string, logicalTypeOptions: { pattern: '^[ab]+$' }",
        "logicalType: integer, physicalType: int", "logicalType: integer", "logicalType: integer, logicalTypeOptions: { minimum: 0, maximum: 100 }",
        "logicalType: integer, logicalTypeOptions: { minimum: 0 }", "logicalType: integer, logicalTypeOptions: { multipleOf: 5 }", "logicalType: integer, enum: [{ value: 5 }, { value: 10 }]",
        "logicalType: number, physicalType: 'decimal(5,1)'", "logicalType: number, physicalType: 'decimal(20,1)'", "logicalType: number, physicalType: double",
        "logicalType: boolean", "logicalType: date", "logicalType: timestamp", "logicalType: array, items: { logicalType: integer }",
        "logicalType: array, items: { logicalType: integer, required: true }, logicalTypeOptions: { maxItems: 1 }",
        "logicalType: object, properties: [{ name: x, logicalType: integer }]", "logicalType: object, properties: [{ name: x, logicalType: integer, required: true }]",
    ];

    private static readonly string[] Values =
    [
        "\"a\"", "\"bb\"", "\"abab\"", "\"zzzzzzzzzzzzzzz\"", "\"\"", "0", "5", "10", "-1", "99", "3.5", "12345", "3000000000", "true", "null",
        "\"2024-01-31\"", "\"2024-01-31T10:00:00Z\"", "[1]", "[1,2]", "[null]", "[]", "{\"x\":1}", "{}", "{\"x\":\"a\"}",
    ];

    [Fact]
    public void Every_record_that_the_writers_contract_accepts_is_accepted_by_a_reader_that_is_compatible() => Pairs.Check(60, 10, random =>
    {
        var old = Make(random, random.Of<string>(Types), random.Of<string>(Types));
        // Left to chance few pairs would be compatible.
        var next = Make(random, random.Next(3) == 0 ? old.A : random.Of<string>(Types), old.B);
        var (before, after) = (new PayloadSchema.Open(old.Contract), new PayloadSchema.Open(next.Contract));
        var backward = after.ProblemsReading(before).Count == 0;
        var forward = before.ProblemsReading(after).Count == 0;
        if (backward)
        {
            AssertAccepts(random, old.Contract, next.Contract);
        }
        if (forward)
        {
            AssertAccepts(random, next.Contract, old.Contract);
        }
        return backward || forward;
    });

    private static (Contract Contract, string A, string B) Make(Random random, string a, string b) => (ShopFiles.Contract($$"""
        - { name: at, logicalType: timestamp, required: true }
        - { name: a, {{a}}{{random.Of("", "", ", required: true")}} }
        - { name: b, {{b}} }
        """), a, b);

    private static void AssertAccepts(Random random, Contract writer, Contract reader)
    {
        var records = Enumerable.Range(0, 30).Select(_ => "{\"at\":\"2024-01-01T00:00:00Z\""
            + (random.Next(5) == 0 ? "" : $",\"a\":{random.Of<string>(Values)}") + (random.Next(2) == 0 ? "" : $",\"b\":{random.Of<string>(Values)}") + "}").ToArray();
        using var write = new VerdictRun(VerdictRun.SourceOf(writer));
        using var read = new VerdictRun(VerdictRun.SourceOf(reader));
        foreach (var (written, taken, record) in write.Errors(records).Zip(read.Errors(records), records))
        {
            Assert.True(written.Length > 0 || taken.Length == 0, $"{record} was good and is refused: {string.Join(", ", taken)}");
        }
    }
}
