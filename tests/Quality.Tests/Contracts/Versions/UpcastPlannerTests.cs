namespace Lakehouse.Quality.Tests.Contracts.Versions;

public sealed class UpcastPlannerTests
{
    private const string Amount = "- { name: amount, logicalType: number, physicalType: \"decimal(12,2)\", required: true }";
    private const string Total = "- { name: total, logicalType: string, required: true }";

    [Fact]
    public void Fields_of_the_same_name_need_no_rule()
    {
        var versions = Assert.Single(VersionFiles.Of(
            "- { name: n, logicalType: integer, physicalType: int }", "- { name: n, logicalType: integer }\n- { name: more, logicalType: string }")
            .Read().Sources).Versions!;
        Assert.Equal(["meta", "version"], versions.Path);
        Assert.Equal("1.0.0", Assert.Single(versions.Older).Contract.Version);
        Assert.Empty(versions.Older[0].Upcast.Steps);
    }

    [Theory]
    [InlineData("{ column: amount, from: total, cast: true }")]
    [InlineData("{ column: amount, expression: \"cast(total as decimal(12,2))\" }")]
    [InlineData("{ column: amount, expression: 'cast(\"total\" as decimal(12,2))' }")]
    [InlineData("{ column: amount, constant: 0 }", "{ drop: total }")]
    [InlineData("{ column: amount, constant: 0.50 }", "{ drop: [total] }")]
    public void A_total_upcast_is_accepted(params string[] rules) => VersionFiles.Of(Total, Amount, rules).Read();

    [Theory]
    [InlineData("QUA0904", 'O', "'amount' is required in version 2.0.0 and comes from nothing of version 1.0.0", "{ drop: total }")]
    [InlineData("QUA0904", 'O', "nothing becomes of 'total' from version 1.0.0 to 2.0.0", "{ column: amount, constant: 1 }")]
    [InlineData("QUA0903", 'O', "'total' is of type string in version 1.0.0, and 'amount' of type decimal(12,2)", "{ column: amount, from: total }")]
    [InlineData("QUA0903", 'O', "version 2.0.0 has no property 'amont'", "{ column: amont, from: total }", "{ column: amount, constant: 1 }", "{ drop: total }")]
    [InlineData("QUA0903", 'O', "version 1.0.0 has no property 'totl'", "{ column: amount, from: totl, cast: true }", "{ drop: total }")]
    [InlineData("QUA0903", 'O', "'amount' has two rules", "{ column: amount, from: total, cast: true }", "{ column: amount, constant: 1 }")]
    [InlineData("QUA0903", 'O', "'much' is no 'constant' for 'amount'", "{ column: amount, constant: much }", "{ drop: total }")]
    [InlineData("QUA0903", 'O', "must have 'drop', or 'column' with one of", "{ column: amount, from: total, constant: 1 }")]
    [InlineData("QUA0903", 'O', "must have 'drop', or 'column' with one of", "{ column: amount }")]
    [InlineData("QUA0903", 'O', "'cast' or 'default' without 'from'", "{ column: amount, constant: 1, cast: true }", "{ drop: total }")]
    [InlineData("QUA0104", 'O', "unknown key 'form'", "{ column: amount, form: total }")]
    [InlineData("QUA0206", 'O', "has a ';' in it", "{ column: amount, expression: \"total; drop\" }")]
    public void What_is_not_total_or_does_not_fit_is_told(string code, char file, string message, params string[] rules)
    {
        var problem = VersionFiles.Of(Total, Amount, rules).Problems().First(p => p.Code == code && p.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(file == 'O' ? VersionFiles.Old : VersionFiles.Current, problem.File);
        Assert.True(problem.Line > 0);
        Assert.NotEmpty(problem.Suggestion);
    }

    [Fact]
    public void A_required_property_needs_a_default_where_the_old_one_may_be_absent()
    {
        const string Optional = "- { name: amount, logicalType: number, physicalType: \"decimal(12,2)\" }";
        var problem = Assert.Single(VersionFiles.Of(Optional, Amount).Problems());
        Assert.Equal(("QUA0904", "Add to 'upcast': { column: amount, from: amount, default: ... }."), (problem.Code, problem.Suggestion));
        VersionFiles.Of(Optional, Amount, "{ column: amount, from: amount, default: 0 }").Read();
    }

    [Fact]
    public void Nested_fields_are_followed_one_by_one()
    {
        const string Before = """
            - name: customer
              logicalType: object
              properties:
                - { name: id, logicalType: string, required: true }
                - { name: fax, logicalType: string }
            - name: lines
              logicalType: array
              items:
                logicalType: object
                properties:
                  - { name: sku, logicalType: string, required: true }
                  - { name: weight, logicalType: number, physicalType: double }
            """;
        const string After = """
            - name: customer
              logicalType: object
              properties:
                - { name: id, logicalType: string, required: true }
                - { name: country, logicalType: string, required: true }
            - name: lines
              logicalType: array
              items:
                logicalType: object
                properties:
                  - { name: sku, logicalType: string, required: true }
                  - { name: gift, logicalType: boolean }
            """;
        var problems = VersionFiles.Of(Before, After).Problems();
        Assert.Equal(["customer.country", "customer.fax", "lines[].weight"],
            problems.Select(p => p.Message.Split('\'')[1]).Order(StringComparer.Ordinal));
        VersionFiles.Of(Before, After, "{ column: customer.country, constant: SE }", "{ drop: [customer.fax, \"lines[].weight\"] }").Read();
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once() => Assert.Equal(3, VersionFiles.Of(
        Total + "\n- { name: old, logicalType: string }", Amount + "\n- { name: must, logicalType: string, required: true }",
        "{ column: amount, from: total }").Problems().Count);
}
