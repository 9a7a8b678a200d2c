using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Evolution;

namespace Lakehouse.Quality.Tests.Evolution;

public sealed class ContractDiffTests
{
    private const string Old = """
        - { name: id, logicalType: string, primaryKey: true }
        - { name: amount, logicalType: integer, physicalType: int, description: How much. }
        - { name: kind, logicalType: string, enum: [{ value: a }, { value: b }] }
        """;

    // What is replaced, the replacement, the compatibility, and what is told: kind, code and path; then the version demanded of 1.0.0.
    [Theory]
    [InlineData("How much.", "The amount.", "backward", "Documentation DOCUMENTATION_CHANGED /amount", "1.0.1")]
    [InlineData("physicalType: int", "physicalType: bigint", "backward", "Additive TYPE_CHANGED /amount", "1.1.0")]
    [InlineData("physicalType: int", "physicalType: bigint", "forward", "Breaking TYPE_NARROWED /amount;Additive TYPE_CHANGED /amount", "2.0.0")]
    [InlineData("logicalType: integer, physicalType: int", "logicalType: string", "backward", "Breaking TYPE_CHANGED /amount", "2.0.0")]
    [InlineData("{ value: b }]", "{ value: b }, { value: c }]", "backward", "Additive ENUM_NARROWED /kind", "1.1.0")]
    [InlineData(", { value: b }]", "]", "backward", "Breaking ENUM_NARROWED /kind", "2.0.0")]
    [InlineData(", { value: b }]", "]", "none", "Additive ENUM_NARROWED /kind", "1.1.0")]
    [InlineData("- { name: kind", "- { name: extra, logicalType: date }\n- { name: kind", "full", "Additive FIELD_ADDED /extra", "1.1.0")]
    [InlineData("- { name: kind", "- { name: extra, logicalType: date, required: true }\n- { name: kind", "backward", "Breaking REQUIRED_ADDED /extra;Additive FIELD_ADDED /extra", "2.0.0")]
    [InlineData("- { name: amount, logicalType: integer, physicalType: int, description: How much. }", "", "backward", "Breaking FIELD_REMOVED /amount", "2.0.0")]
    [InlineData("primaryKey: true", "required: true", "backward", "Breaking KEY_CHANGED /", "2.0.0")]
    public void A_change_is_told_with_its_kind_and_the_version_it_demands(string part, string replacement, string mode, string expected, string version)
    {
        Assert.Contains(part, Old);
        var difference = ContractDiff.Compare("things", [Schema(Old)], Schema(Old.Replace(part, replacement, StringComparison.Ordinal)), CompatibilityModes.Find(mode));
        Assert.Equal(expected, string.Join(';', difference.Changes.Select(c => $"{c.Kind} {c.Code} {c.Path}")));
        Assert.Equal(version, difference.DemandedVersion);
        Assert.Equal(difference.Kind != ChangeKind.Documentation, difference.IsVersionTooLow);
    }

    [Theory]
    [InlineData("1.2.3", "2.0.0", "Major")]
    [InlineData("1.2.3", "1.3.0", "Minor")]
    [InlineData("1.2.3", "1.2.4-rc1", "Patch")]
    [InlineData("1-0-0", "1-0-0", "None")]
    [InlineData("1.2.3", "1.2.2", null)]
    public void Versions_rise_by_their_first_number_that_differs(string old, string next, string? bump) =>
        Assert.Equal(bump, ContractVersion.Parse(next)!.Since(ContractVersion.Parse(old)!)?.ToString());

    // SchemaVer: ADDITION for what takes all of the past, REVISION when a limit refuses some of it, MODEL for another form.
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","maxLength":9}}}""", "1-0-1")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","maxLength":3}}}""", "1-1-0")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}}}""", "2-0-0")]
    public void A_self_describing_schema_rises_by_SchemaVer(string next, string version)
    {
        var difference = ContractDiff.Compare("click", [Iglu("""{"type":"object","properties":{"a":{"type":"string","maxLength":5}}}""")], Iglu(next));
        Assert.Equal((version, true), (difference.DemandedVersion, difference.IsVersionTooLow));
    }

    [Fact]
    public void Nothing_changed_is_no_difference()
    {
        var difference = ContractDiff.Compare("things", [Schema(Old)], Schema(Old));
        Assert.Equal((null, VersionBump.None, false), (difference.Kind, difference.DemandedBump, difference.IsVersionTooLow));
    }

    private static PayloadSchema.Open Schema(string properties) => new(ShopFiles.Contract(properties));

    private static PayloadSchema Iglu(string schema) => PayloadSchema.Read("click.json",
        schema.Replace("{\"type\":\"object\"", """{"self":{"vendor":"a","name":"click","format":"jsonschema","version":"1-0-0"},"type":"object" """, StringComparison.Ordinal));
}
