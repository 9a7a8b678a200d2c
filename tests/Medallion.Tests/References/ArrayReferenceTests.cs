using Lakehouse.Medallion.Plans;
using Lakehouse.Medallion.Tests.Support;
using Xunit;
using static Lakehouse.Medallion.Tests.References.ReferenceLakehouse;

namespace Lakehouse.Medallion.Tests.References;

/// <summary>Elements of an array refer to other tables, each of them.</summary>
public sealed class ArrayReferenceTests
{
    private const string Contract = "contracts/shop/orders.yaml";

    [Fact]
    public async Task A_record_waits_until_all_that_its_elements_refer_to_is_there()
    {
        using var lakehouse = MakeArrays("park");
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Lines("1", "a", "a") + Lines("2", "a", "b", "c", "b") + Lines("3") + Tagged("4", "a", "c"));
        await lakehouse.RunAsync();
        Assert.Equal(["1", "3"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.Equal(
            ["""2|{"customer_id":"b"}, {"customer_id":"c"}""", """4|{"customer_id":"c"}"""],
            await lakehouse.QueryAsync("""
                select json_extract_string(payload, '$.order_id') as id, array_to_string(list_transform(waits_for, lambda w: w.key), ', ')
                from {parked} order by id
                """));

        lakehouse.Land("customers/2.jsonl", Customer("c"));
        var plan = await PlanAsync(lakehouse);
        Assert.Contains("2 records that rows of other tables may bring back", plan.Steps.Single(s => s is { Stage: "silver", Subject: "orders" }).Reason);
        await lakehouse.RunAsync();
        Assert.Equal(["1", "3", "4"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));

        lakehouse.Land("customers/3.jsonl", Customer("b"));
        await lakehouse.RunAsync();
        Assert.Equal(["1", "2", "3", "4"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.Empty(await lakehouse.QueryAsync("select payload from {parked}"));
    }

    [Fact]
    public async Task A_record_is_quarantined_once_and_planned_to_come_back()
    {
        using var lakehouse = MakeArrays("quarantine");
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Lines("1", "a") + Lines("2", "b", "c", "a"));
        await lakehouse.RunAsync();
        Assert.Equal(
            ["2|REFERENCE_MISSING lines[].customer"],
            await lakehouse.QueryAsync("""
                select json_extract_string(payload, '$.order_id'),
                  array_to_string(list_transform(errors, lambda e: e.code || ' ' || e.path), ', ') from {quarantine}
                """));

        lakehouse.Land("customers/2.jsonl", Customer("b"));
        var step = (await PlanAsync(lakehouse)).Steps.Single(s => s is { Stage: "silver", Subject: "orders" });
        Assert.Equal((PlanAction.Judge, "1 record that rows of other tables may bring back"), (step.Action, step.Reason));
    }

    [Fact]
    public async Task What_blocks_is_told_with_the_keys_of_the_rows()
    {
        using var lakehouse = MakeArrays("block");
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Lines("1", "a") + Lines("2", "b", "c", "a") + Tagged("3", "x"));

        var blocked = await lakehouse.RunAsync();

        Assert.Equal(ErrorCodes.CheckFailed, Assert.Single(blocked.Problems).Code);
        Assert.Equal(
            ["""lines[].customer refers to customers.customer_id|2|[{"order_id":"2"}]""", """tags[] refers to customers.customer_id|1|[{"order_id":"3"}]"""],
            await lakehouse.QueryAsync("""select "check", measured, failing from {ops/checks} where not passed order by 1"""));
    }

    private static async Task<RunPlan> PlanAsync(TestLakehouse lakehouse)
    {
        using var session = lakehouse.Open();
        return await PlanReader.ReadAsync(session, [], default);
    }

    private static string Lines(string id, params string[] customers) =>
        $$"""{"order_id":"{{id}}","lines":[{{string.Join(",", customers.Select(c => $$"""{"customer":"{{c}}"}"""))}}],"at":"2026-01-02T03:04:05Z"}""" + "\n";

    private static string Tagged(string id, params string[] customers) =>
        $$"""{"order_id":"{{id}}","tags":[null,{{string.Join(",", customers.Select(c => $"\"{c}\""))}}],"at":"2026-01-02T03:04:05Z"}""" + "\n";

    private static TestLakehouse MakeArrays(string answer)
    {
        var lakehouse = Make("ignore");
        var relationship = $"relationships: [{{ to: customers.customer_id, customProperties: [{{ property: on_missing, value: {answer} }}] }}]";
        lakehouse.Edit(Contract, text => text.Replace("      - { name: code, logicalType: string }", $$"""
                  - name: lines
                    logicalType: array
                    items:
                      logicalType: object
                      properties:
                        - { name: customer, logicalType: string, {{relationship}} }
                  - name: tags
                    logicalType: array
                    items: { logicalType: string, {{relationship}} }
            """));
        return lakehouse;
    }
}
