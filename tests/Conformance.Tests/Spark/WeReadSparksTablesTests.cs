using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Tables that a real Spark wrote, read by us.</summary>
[Trait("Category", "Spark")]
[Collection(SparkCollection.Name)]
public sealed class WeReadSparksTablesTests(SparkEvidence evidence)
{
    [SkippableFact]
    public async Task A_plain_table_is_read_row_by_row()
    {
        await evidence.RowsAsync("orders");

        Assert.Equal(2, (await evidence.Foreign.LoadAsync("plain")).Version);
        // Spark writes timestamps as INT96.
        var expected = Enumerable.Range(0, 5).Select(i =>
            $"{i}|n{i}|{i}.25|2026-03-{1 + i:00} 10:00:00.000001|{Convert.ToHexString([(byte)'b', (byte)('0' + i)])}|t{i}|{i},null");
        Assert.Equal(
            string.Join("\n", expected.Append("5||||||")),
            string.Join("\n", await evidence.Foreign.TextsAsync(
                "plain",
                "select concat_ws('|', id, coalesce(name, ''), coalesce(amount::varchar, ''), "
                + "coalesce((\"at\" at time zone 'UTC')::varchar, ''), coalesce(hex(raw), ''), coalesce(nested.text, ''), "
                + "coalesce(array_to_string(list_transform(nested.items, lambda x: coalesce(x::varchar, 'null')), ','), '')) "
                + "from t order by id")));
    }

    [SkippableFact]
    public async Task A_table_with_checkpoints_and_escaped_partitions_is_read_without_its_first_commits()
    {
        await evidence.RowsAsync("orders");
        var log = Path.Combine(evidence.Foreign.Folder("checkpointed"), "_delta_log");
        var checkpoint = Directory.GetFiles(log, "*.checkpoint.parquet").Max(StringComparer.Ordinal)!;
        foreach (var commit in Directory.GetFiles(log, "*.json"))
        {
            if (string.CompareOrdinal(Path.GetFileName(commit), Path.GetFileName(checkpoint)) < 0)
            {
                File.Delete(commit);
            }
        }

        var rows = await evidence.Foreign.QueryAsync("checkpointed", "select id, hex(encode(part)) as part from t order by id");

        Assert.Equal(
            [
                """{"id":-1,"part":null}""",
                .. EveryTypeTable.Names.Select((name, i) =>
                    $$"""{"id":{{i}},"part":"{{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name))}}"}""").Skip(1),
            ],
            rows);
        Assert.Equal(EveryTypeTable.Names.Count + 2, (await evidence.Foreign.LoadAsync("checkpointed")).Version);
    }

    [SkippableFact]
    public async Task A_run_goes_on_after_spark_appended_to_silver()
    {
        await evidence.RowsAsync("orders");
        var expected = SparkEvidence.Landing.Expect();
        var before = await evidence.Appended.LoadAsync("silver/orders");

        await evidence.Appended.RunAsync(SparkEvidence.Landing, SparkEvidence.Paths(SparkEvidence.Files - 1));

        Assert.InRange((await evidence.Appended.LoadAsync("silver/orders")).Version, before.Version + 1, long.MaxValue);
        Assert.Equal(
            expected.Orders.Rows.Select(row => row.Key).Append("O-by-spark").Order(StringComparer.Ordinal)
                .Select(key => $$"""{"order_id":"{{key}}"}"""),
            (await evidence.Appended.QueryAsync("silver/orders", "select order_id from t")).Order(StringComparer.Ordinal));
        Assert.Equal(
            [$$"""{"n":{{expected.CountryConversion.Count}},"views":{{expected.PageViews.Accepted}}}"""],
            await evidence.Appended.QueryAsync(
                "gold/web/country_conversion", "select count(*) as n, sum(views)::bigint as views from t"));
    }
}
