using Lakehouse.Quality.Compatibility;

namespace Lakehouse.Quality.Tests.Projects;

public sealed class NamingTests
{
    [Theory]
    [InlineData("tables: '^[a-z]+_v[0-9]+$'", ErrorCodes.TableNaming, 1, "the table name 'orders' does not match")]
    [InlineData("fields: '^(order_id|amount)$'", ErrorCodes.FieldNaming, 12, "the property name 'ordered_at' does not match")]
    [InlineData("envelope: [amount]", ErrorCodes.MissingEnvelopeField, 15, "'amount' must be a required property of every contract")]
    [InlineData("envelope: [event_id]", ErrorCodes.MissingEnvelopeField, 1, "'event_id' must be a required property")]
    [InlineData("domains: [finance]", ErrorCodes.DomainNotAllowed, 1, "may not lie in the domain 'sales'")]
    [InlineData("require: [owner]", ErrorCodes.MissingMetadata, 1, "has no owner of its own")]
    [InlineData("require: [classification]", ErrorCodes.MissingMetadata, 9, "'order_id' has no classification")]
    [InlineData("require: [description]", ErrorCodes.MissingMetadata, 1, "the contract has no description")]
    public void A_contract_that_breaks_a_rule_of_naming_is_told_by_code_and_place(string rule, string code, int line, string message)
    {
        var problem = new ShopFiles().With("lakehouse.yaml", ShopFiles.Settings + $"\nnaming: {{ {rule} }}\n").Problems()[0];
        Assert.Equal((code, "contracts/sales/orders.yaml", line), (problem.Code, problem.File, problem.Line));
        Assert.Contains(message, problem.Message);
        new ShopFiles().With("lakehouse.yaml", ShopFiles.Settings + $"\nnaming: {{ {rule}, except: [sales/orders] }}\n").Read();
    }

    [Theory]
    [InlineData("naming: { require: [ownr] }", ErrorCodes.InvalidValue)]
    [InlineData("naming: { fields: '(' }", ErrorCodes.BadPattern)]
    [InlineData("naming: { feilds: a }", ErrorCodes.UnknownKey)]
    [InlineData("compatibility: backwards", ErrorCodes.InvalidValue)]
    public void Rules_that_cannot_be_used_are_refused(string line, string code) =>
        Assert.Equal(code, new ShopFiles().With("lakehouse.yaml", ShopFiles.Settings + "\n" + line + "\n").Problems()[0].Code);

    [Fact]
    public void The_compatibility_of_the_project_is_backward_when_nobody_says_else()
    {
        Assert.Equal(CompatibilityMode.Backward, new ShopFiles().Read().Compatibility);
        Assert.Equal(CompatibilityMode.FullTransitive,
            new ShopFiles().With("lakehouse.yaml", ShopFiles.Settings + "\ncompatibility: full_transitive\n").Read().Compatibility);
    }
}
