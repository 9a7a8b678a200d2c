using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Inference;

namespace Lakehouse.Quality.Tests.Inference;

public sealed class RecordProfileTests
{
    [Fact]
    public void A_contract_is_proposed_with_its_evidence()
    {
        var profile = new RecordProfile();
        for (var i = 0; i < 100; i++)
        {
            profile.Add($$"""
                {"orderId":"O-{{i}}","at":"2026-01-{{i % 28 + 1:00}}T10:00:00Z","day":"2026-01-01","amount":{{i}}.5,"n":{{i - 3}},"kind":"{{(i % 3 == 0 ? "web" : "app")}}",
                 "mail":"a{{i}}@example.com","note":{{(i % 2 == 0 ? "null" : "\"x\"")}},"who":{"vip":true},"tags":["a","b"]{{(i < 7 ? ",\"rare\":1" : "")}}}
                """);
        }
        profile.Add("[]");
        profile.Add("{");
        var text = profile.ToContract("orders", "landing/orders");
        var contract = ContractReader.Read("contracts/sales/orders.yaml", text);
        Assert.Equal(
            ["order_id string True", "at timestamp True", "day date True", "amount decimal(18,2) True", "n integer (64 bits) True", "kind string True",
                "mail string True", "note string False", "who object True", "who.vip boolean True", "tags array True", "tags[] string True", "rare integer (64 bits) False"],
            contract.Shape.All.Select(f => $"{f.Path} {f.Type} {f.Required}"));
        Assert.Equal(["order_id"], contract.PrimaryKey.Select(k => k.Path));
        Assert.Equal("must be one of: app, web", contract.Shape.Find("kind")!.Checks[0].Message);
        Assert.Equal("must be an e-mail address", contract.Shape.Find("mail")!.Checks[0].Message);
        Assert.Equal("must be at least 0", contract.Shape.Find("amount")!.Checks[0].Message);
        Assert.Empty(contract.Shape.Find("n")!.Checks);
        Assert.StartsWith("# Inferred from 100 records of landing/orders; 2 more could not be read.\n", text);
        Assert.Contains("# in 7 of 100; 1 to 1\n      - name: rare\n", text);
        Assert.Contains("# in all 100; -3 to 96; each value came once, so it could be a key\n", text);
        Assert.Contains("# in all 100; null in 50; ", text);
    }

    [Fact]
    public void A_broken_record_among_many_hides_nothing()
    {
        var profile = new RecordProfile();
        for (var i = 0; i < 300; i++)
        {
            profile.Add(i == 7 ? """{"at":"soon","n":"x","kind":"wep"}""" : """{"at":"2026-01-01T10:00:00Z","n":5,"kind":"web","who":{"id":1}}""");
        }
        var text = profile.ToContract("t", "t");
        var contract = ContractReader.Read("a/t.yaml", text);
        Assert.Equal(["at timestamp True", "n integer (64 bits) True", "kind string True", "who object True", "who.id integer (64 bits) True"],
            contract.Shape.All.Select(f => $"{f.Path} {f.Type} {f.Required}"));
        Assert.Equal("must be one of: web", contract.Shape.Find("kind")!.Checks[0].Message);
        Assert.Contains("2 different values, 1 of them too rare for the list", text);
        Assert.Contains("of several types, which a contract cannot say: 299 numbers, 1 text", text);
    }

    [Fact]
    public void Several_types_are_told_and_not_hidden()
    {
        var profile = new RecordProfile();
        profile.Add("""{"a":1}""");
        profile.Add("""{"a":"x"}""");
        Assert.Contains("of several types, which a contract cannot say: 1 number, 1 text", profile.ToContract("t", "t"));
    }
}
