using System.Numerics;
using System.Text.Json;
using Lakehouse.Jobs.Output;
using Xunit;

namespace Lakehouse.Jobs.Tests.Output;

public sealed class RowWriterTests
{
    private static readonly object?[][] Rows =
    [
        ["Åsa, \"the\" first", 1.50m, new DateOnly(2026, 3, 1), true, null],
        ["", -20L, DBNull.Value, false, new DateTime(2026, 3, 1, 9, 30, 0, 250, DateTimeKind.Utc)],
    ];

    [Fact]
    public void Csv_quotes_what_needs_it_and_tells_null_from_an_empty_text()
    {
        Assert.Equal(
            "name,amount,day,ok,at\n\"Åsa, \"\"the\"\" first\",1.50,2026-03-01,true,\n\"\",-20,,false,2026-03-01T09:30:00.25Z\n",
            Write(OutputFormat.Csv, Rows));
    }

    [Fact]
    public void Json_keeps_numbers_exact_and_nested_values_nested()
    {
        object?[] nested =
        [
            new List<object?> { 1, null }, new Dictionary<string, object?> { ["a"] = "x", ["b"] = new[] { 1.5m } },
            BigInteger.Parse("170141183460469231731687303715884105727"), new byte[] { 0, 255 }, double.NaN,
        ];

        Assert.Equal(
            "[\n{\"name\":\"Åsa, \\\"the\\\" first\",\"amount\":1.50,\"day\":\"2026-03-01\",\"ok\":true,\"at\":null},\n"
                + "{\"name\":\"\",\"amount\":-20,\"day\":null,\"ok\":false,\"at\":\"2026-03-01T09:30:00.25Z\"}\n]\n",
            Write(OutputFormat.Json, Rows));
        Assert.Equal(
            "[\n{\"name\":[1,null],\"amount\":{\"a\":\"x\",\"b\":[1.5]},\"day\":170141183460469231731687303715884105727,"
                + "\"ok\":\"0x00ff\",\"at\":\"NaN\"}\n]\n",
            Write(OutputFormat.Json, [nested]));
    }

    [Fact]
    public void Json_without_rows_is_an_empty_array()
    {
        using var document = JsonDocument.Parse(Write(OutputFormat.Json, []));

        Assert.Equal(0, document.RootElement.GetArrayLength());
    }

    [Fact]
    public void A_table_aligns_its_columns_and_shows_a_row_on_one_line()
    {
        object?[][] rows = [["a\nb", 5, null, null, null], .. Rows];

        Assert.Equal(
            """
            name              amount  day         ok     at
            ----------------  ------  ----------  -----  -----------------------
            a\u000ab               5
            Åsa, "the" first    1.50  2026-03-01  true
                                 -20              false  2026-03-01T09:30:00.25Z

            """.ReplaceLineEndings("\n"),
            Write(OutputFormat.Table, rows));
    }

    [Fact]
    public void A_table_of_many_rows_shows_all_of_them()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => new object?[] { $"n{i}", i, null, null, null });

        Assert.Equal(2002, Write(OutputFormat.Table, rows).Split('\n').Length - 1);
    }

    private static string Write(OutputFormat format, IEnumerable<object?[]> rows)
    {
        using var text = new StringWriter();
        var writer = RowWriter.Create(format, text);
        writer.Begin(["name", "amount", "day", "ok", "at"]);
        foreach (var row in rows)
        {
            writer.Write(row);
        }
        writer.End();
        return text.ToString();
    }
}
