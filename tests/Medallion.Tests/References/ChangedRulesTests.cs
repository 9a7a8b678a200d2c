using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Medallion.Tests.References.ReferenceLakehouse;

namespace Lakehouse.Medallion.Tests.References;

/// <summary>A run dies between its commits, the contract changes, and still every record ends in one place.</summary>
public sealed class ChangedRulesTests
{
    private const string Contract = "contracts/shop/orders.yaml";
    private const string Code = "- { name: code, logicalType: string";

    [Theory]
    [InlineData("warn", "silver/orders")]
    [InlineData("park", "silver/orders")]
    [InlineData("park", "parked")]
    public async Task No_record_is_lost_or_taken_twice(string answer, string table)
    {
        using var lakehouse = Make(answer);
        lakehouse.Edit("sources/orders.yaml", text => text + "\non_change: forward\n");
        lakehouse.Edit(Contract, text => text.Replace(Code, Code + ", logicalTypeOptions: { maxLength: 3 }"));
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Order("1", "a", "ab") + Order("2", "a", "abcd") + Order("3", "a", "abc") + Order("4", "b", "abc"));
        var plan = new FaultPlan(0, Fault.Before, StaysDown: false) { Path = $"{table}/_delta_log/{0:D20}.json" };
        Assert.NotNull(await Record.ExceptionAsync(() => lakehouse.RunAsync(inner => new FaultingStorage(inner, plan))));

        Change("maxLength: 3", "minLength: 3");
        var refused = await lakehouse.RunAsync();
        Assert.Equal(ErrorCodes.UnfinishedStep, Assert.Single(refused.Problems).Code);
        Change("minLength: 3", "maxLength: 3");
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        Change("maxLength: 3", "minLength: 3");
        lakehouse.Land("orders/2.jsonl", Order("5", "a", "ab") + Order("6", "a", "abcd"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);

        Assert.Equal(
            answer == "park"
                ? ["1|silver", "2|quarantine", "3|silver", "4|parked", "5|quarantine", "6|silver"]
                : ["1|silver", "2|quarantine", "3|silver", "4|silver", "5|quarantine", "6|silver"],
            await lakehouse.QueryAsync($$"""
                select order_id as id, 'silver' from {silver/orders}
                union all select json_extract_string(payload, '$.order_id'), 'quarantine' from {quarantine}
                {{(answer == "park" ? "union all select json_extract_string(payload, '$.order_id'), 'parked' from {parked}" : "")}}
                order by id
                """));

        void Change(string from, string to) => lakehouse.Edit(Contract, text => text.Replace(from, to));
    }
}
