using Lakehouse.Quality.Compatibility;

namespace Lakehouse.Quality.Tests.Compatibility;

public sealed class ContractReadingTests
{
    // A property of the reader and of the writer, and what keeps the one from accepting all that the other accepts.
    [Theory]
    [InlineData("logicalType: string", "logicalType: string, required: true", "")]
    [InlineData("logicalType: string, required: true", "logicalType: string", "REQUIRED_ADDED /a")]
    [InlineData("logicalType: integer", "logicalType: integer, physicalType: int", "")]
    [InlineData("logicalType: integer, physicalType: int", "logicalType: integer", "TYPE_NARROWED /a")]
    [InlineData("logicalType: integer, physicalType: int", "logicalType: integer, logicalTypeOptions: { minimum: 0, maximum: 100 }", "")]
    [InlineData("logicalType: number, physicalType: 'decimal(12,2)'", "logicalType: number, physicalType: 'decimal(10,2)'", "")]
    [InlineData("logicalType: number, physicalType: 'decimal(12,4)'", "logicalType: number, physicalType: 'decimal(12,2)'", "TYPE_NARROWED /a")]
    [InlineData("logicalType: number, physicalType: double", "logicalType: integer", "")]
    [InlineData("logicalType: string", "logicalType: date", "")]
    [InlineData("logicalType: timestamp", "logicalType: date", "TYPE_NARROWED /a")]
    [InlineData("logicalType: string, logicalTypeOptions: { maxLength: 5 }", "logicalType: string, logicalTypeOptions: { maxLength: 3 }", "")]
    [InlineData("logicalType: string, logicalTypeOptions: { maxLength: 3 }", "logicalType: string, logicalTypeOptions: { maxLength: 5 }", "LENGTH_NARROWED /a")]
    [InlineData("logicalType: string, logicalTypeOptions: { pattern: '^a' }", "logicalType: string, logicalTypeOptions: { pattern: '^a' }", "")]
    [InlineData("logicalType: string, logicalTypeOptions: { pattern: '^a' }", "logicalType: string", "PATTERN_CHANGED /a")]
    [InlineData("logicalType: string, logicalTypeOptions: { pattern: '^a' }", "logicalType: string, enum: [{ value: ab }, { value: ac }]", "")]
    [InlineData("logicalType: string, logicalTypeOptions: { format: uuid }", "logicalType: string", "FORMAT_CHANGED /a")]
    [InlineData("logicalType: string, enum: [{ value: x }]", "logicalType: string, enum: [{ value: x }, { value: y }]", "ENUM_NARROWED /a")]
    [InlineData("logicalType: integer, logicalTypeOptions: { minimum: 0 }", "logicalType: integer, logicalTypeOptions: { exclusiveMinimum: 0 }", "")]
    [InlineData("logicalType: integer, logicalTypeOptions: { exclusiveMinimum: 0 }", "logicalType: integer, logicalTypeOptions: { minimum: 0 }", "RANGE_NARROWED /a")]
    [InlineData("logicalType: integer, logicalTypeOptions: { multipleOf: 2 }", "logicalType: integer, logicalTypeOptions: { multipleOf: 4 }", "")]
    [InlineData("logicalType: array, items: { logicalType: integer, physicalType: int }", "logicalType: array, items: { logicalType: integer }", "TYPE_NARROWED /a/[]")]
    [InlineData("logicalType: object, properties: [{ name: x, logicalType: string, required: true }]", "logicalType: object, properties: [{ name: y, logicalType: string }]", "REQUIRED_ADDED /a/x")]
    [InlineData("logicalType: string", "logicalType: integer", "TYPE_NARROWED /a")]
    public void A_contract_accepts_all_of_another_or_says_what_it_refuses(string reader, string writer, string expected) =>
        Assert.Equal(expected, string.Join(';', Of(reader).ProblemsReading(Of(writer)).Select(p => $"{p.Code} {p.Path}")));

    [Fact]
    public void A_rule_counts_as_the_same_only_where_its_columns_kept_their_types()
    {
        var rule = "quality: [{ type: custom, engine: medallion, name: r, implementation: { expression: 'a / 2 > 1' } }]";
        var (plain, ruled) = (ShopFiles.Contract("- { name: a, logicalType: integer }"), ShopFiles.Contract("- { name: a, logicalType: integer }", rule));
        var wider = ShopFiles.Contract("- { name: a, logicalType: number, physicalType: double }", rule);
        Assert.Equal(CompatibilityCodes.RuleAdded, Assert.Single(new PayloadSchema.Open(ruled).ProblemsReading(new PayloadSchema.Open(plain))).Code);
        Assert.Empty(new PayloadSchema.Open(plain).ProblemsReading(new PayloadSchema.Open(ruled)));
        Assert.Equal(CompatibilityCodes.NotProvable, Assert.Single(new PayloadSchema.Open(wider).ProblemsReading(new PayloadSchema.Open(ruled))).Code);
    }

    [Fact]
    public void Transitive_modes_look_at_every_earlier_version()
    {
        PayloadSchema[] versions = [Of("logicalType: integer"), Of("logicalType: string")];
        var next = Of("logicalType: string");
        Assert.Empty(CompatibilityCheck.Check(CompatibilityMode.Backward, next, versions));
        var finding = Assert.Single(CompatibilityCheck.Check(CompatibilityMode.BackwardTransitive, next, versions));
        Assert.Equal((0, true, CompatibilityCodes.TypeNarrowed), (finding.Earlier, finding.IsBackward, finding.Problem.Code));
        Assert.Single(CompatibilityCheck.Check(CompatibilityMode.ForwardTransitive, next, versions));
        Assert.Equal(2, CompatibilityCheck.Check(CompatibilityMode.FullTransitive, next, versions).Count);
        Assert.Empty(CompatibilityCheck.Check(CompatibilityMode.None, next, versions));
    }

    private static PayloadSchema.Open Of(string property) => new(ShopFiles.Contract($"- {{ name: a, {property} }}"));
}
