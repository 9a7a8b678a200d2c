using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Delta.Tests.Features;

public sealed class ProtocolRulesTests
{
    [Fact]
    public void A_new_table_gets_the_least_protocol_that_covers_it()
    {
        Assert.Equal("1,2||", Describe(ProtocolRules.ForNewTable(Metadata(), hasDomainMetadata: false)));
        Assert.Equal("1,2||", Describe(ProtocolRules.ForNewTable(Metadata(("delta.appendOnly", "true")), false)));
        Assert.Equal(
            "1,7||inCommitTimestamp",
            Describe(ProtocolRules.ForNewTable(Metadata(("delta.enableInCommitTimestamps", "true")), false)));
        Assert.Equal(
            "1,7||appendOnly,domainMetadata,inCommitTimestamp",
            Describe(ProtocolRules.ForNewTable(
                Metadata(("delta.enableInCommitTimestamps", "true"), ("delta.appendOnly", "true")), true)));
        Assert.Equal(
            "3,7|timestampNtz|timestampNtz",
            Describe(ProtocolRules.ForNewTable(
                Metadata() with { Schema = Nested(PrimitiveType.TimestampNtz) }, false)));
    }

    [Theory]
    [InlineData("variantShredding")]
    [InlineData("catalogManaged")]
    [InlineData("quantumEntanglement")]
    public void A_table_with_an_unsupported_reader_feature_is_refused_by_name(string feature)
    {
        var protocol = new Protocol(3, 7) { ReaderFeatures = [feature], WriterFeatures = [feature] };
        var error = Assert.Throws<DeltaException>(() => ProtocolRules.EnsureReadable("t", protocol, Metadata()));
        Assert.Equal(ErrorCodes.UnsupportedReaderFeature, error.Code);
        Assert.Equal(feature, error.Feature);
        Assert.Contains(feature, error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_table_for_other_readers_is_refused(int version) =>
        Assert.Throws<DeltaException>(() => ProtocolRules.EnsureReadable("t", new Protocol(version, 2), Metadata()));

    [Fact]
    public void Mapped_columns_need_their_physical_names_and_ids()
    {
        ProtocolRules.EnsureReadable("t", new Protocol(2, 5), Metadata(("delta.columnMapping.mode", "none")));
        ProtocolRules.EnsureReadable("t", new Protocol(1, 2), Metadata(("delta.columnMapping.mode", "name")));
        AssertCode(ErrorCodes.InvalidSchema, Metadata(("delta.columnMapping.mode", "name")));
        AssertCode(ErrorCodes.InvalidProperty, Metadata(("delta.columnMapping.mode", "perhaps")));
        var named = WithField("delta.columnMapping.physicalName", "\"c\"", PrimitiveType.Long);
        ProtocolRules.EnsureReadable("t", new Protocol(2, 5), With(named, "name"));
        AssertCode(ErrorCodes.InvalidSchema, With(named, "id"));

        static Metadata With(Metadata metadata, string mode) =>
            metadata with { Configuration = new Dictionary<string, string> { ["delta.columnMapping.mode"] = mode } };
    }

    [Theory]
    [InlineData("byte", "long", true)]
    [InlineData("integer", "double", true)]
    [InlineData("long", "decimal(20,1)", true)]
    [InlineData("decimal(10,2)", "decimal(12,4)", true)]
    [InlineData("date", "timestamp_ntz", true)]
    [InlineData("long", "integer", false)]
    [InlineData("long", "double", false)]
    [InlineData("decimal(10,2)", "decimal(12,5)", false)]
    [InlineData("integer", "decimal(10,1)", false)]
    [InlineData("string", "date", false)]
    public void Only_types_that_keep_every_value_are_widened(string from, string to, bool isRead)
    {
        var change = $$"""[{"fromType":"{{from}}","toType":"{{to}}","tableVersion":1}]""";
        var metadata = WithField("delta.typeChanges", change, SchemaJson.ParsePrimitive(to));
        var protocol = new Protocol(3, 7) { ReaderFeatures = ["typeWidening"], WriterFeatures = ["typeWidening"] };
        var error = Record.Exception(() => ProtocolRules.EnsureReadable("t", protocol, metadata));
        Assert.Equal(isRead ? null : "typeWidening", (error as DeltaException)?.Feature);
    }

    [Theory]
    [InlineData("delta.constraints.positive", "a > 0", "checkConstraints")]
    [InlineData("delta.enableDeletionVectors", "true", "deletionVectors")]
    [InlineData("delta.enableRowTracking", "true", "domainMetadata")]
    [InlineData("delta.checkpointPolicy", "v2", "v2Checkpoint")]
    public void A_table_that_uses_an_unsupported_feature_is_not_written(string property, string value, string feature)
    {
        var error = Assert.Throws<DeltaException>(
            () => ProtocolRules.EnsureWritable("t", new Protocol(1, 6), Metadata((property, value))));
        Assert.Equal(ErrorCodes.UnsupportedWriterFeature, error.Code);
        Assert.Equal(feature, error.Feature);
    }

    [Theory]
    [InlineData("delta.invariants", "invariants")]
    [InlineData("delta.generationExpression", "generatedColumns")]
    [InlineData("delta.identity.start", "identityColumns")]
    [InlineData("CURRENT_DEFAULT", "allowColumnDefaults")]
    public void A_table_with_unsupported_columns_is_not_written(string key, string feature)
    {
        var field = new StructField("a", PrimitiveType.Long)
        {
            Metadata = new Dictionary<string, string> { [key] = "\"x\"" },
        };
        var metadata = Metadata() with { Schema = new StructType([field]) };
        var error = Assert.Throws<DeltaException>(
            () => ProtocolRules.EnsureWritable("t", new Protocol(1, 6), metadata));
        Assert.Equal(feature, error.Feature);
    }

    [Fact]
    public void A_listed_writer_feature_that_is_not_known_is_refused()
    {
        var protocol = new Protocol(1, 7) { WriterFeatures = ["materializePartitionColumns"] };
        Assert.Throws<DeltaException>(() => ProtocolRules.EnsureWritable("t", protocol, Metadata()));
        ProtocolRules.EnsureReadable("t", protocol, Metadata());
    }

    [Fact]
    public void A_feature_that_is_used_must_be_listed()
    {
        var error = Assert.Throws<DeltaException>(() => ProtocolRules.EnsureWritable(
            "t", new Protocol(1, 2), Metadata(("delta.enableInCommitTimestamps", "true"))));
        Assert.Equal("inCommitTimestamp", error.Feature);
        ProtocolRules.EnsureWritable("t", new Protocol(1, 2), Metadata(("delta.appendOnly", "true")));
    }

    [Theory]
    [InlineData("delta.appendOnly", "perhaps")]
    [InlineData("delta.checkpointInterval", "0")]
    [InlineData("delta.checkpointInterval", "-5")]
    [InlineData("delta.deletedFileRetentionDuration", "a while")]
    [InlineData("delta.setTransactionRetentionDuration", "interval 1 month")]
    [InlineData("delta.logRetentionDuration", "for ever")]
    [InlineData("delta.enableExpiredLogCleanup", "yes")]
    [InlineData("delta.checkpointPolicy", "v3")]
    [InlineData("delta.isolationLevel", "Chaos")]
    [InlineData("delta.targetFileSize", "large")]
    [InlineData("delta.targetFileSize", "0")]
    [InlineData("delta.targetFileSize", "99999999t")]
    [InlineData("delta.dataSkippingNumIndexedCols", "-2")]
    [InlineData("delta.dataSkippingStatsColumns", "a, `b")]
    [InlineData("delta.dataSkippingStatsColumns", "a,,b")]
    public void A_property_without_a_valid_value_is_refused(string property, string value)
    {
        var error = Assert.Throws<DeltaException>(
            () => ProtocolRules.EnsureWritable("t", new Protocol(1, 2), Metadata((property, value))));
        Assert.Equal(ErrorCodes.InvalidProperty, error.Code);
        Assert.Contains(property, error.Message);
    }

    [Theory]
    [InlineData("interval 1 week", 7 * 24)]
    [InlineData("interval 2 days 12 hours", 60)]
    [InlineData("INTERVAL 90 minutes", 1.5)]
    [InlineData("168 hours", 168)]
    [InlineData("interval 1800 seconds 0 milliseconds 0 microseconds", 0.5)]
    public void Intervals_are_read(string text, double hours) =>
        Assert.Equal(hours, IntervalText.TryParse(text)!.Value.TotalHours, 6);

    [Theory]
    [InlineData("")]
    [InlineData("interval")]
    [InlineData("interval 1")]
    [InlineData("interval one week")]
    [InlineData("interval 99999999999999 weeks")]
    public void Other_texts_are_no_intervals(string text) => Assert.Null(IntervalText.TryParse(text));

    private static void AssertCode(string code, Metadata metadata) => Assert.Equal(
        code,
        Assert.Throws<DeltaException>(() => ProtocolRules.EnsureReadable("t", new Protocol(2, 5), metadata)).Code);

    private static Metadata WithField(string key, string value, DataType type) => Metadata() with
    {
        Schema = new StructType([
            new StructField("a", type) { Metadata = new Dictionary<string, string> { [key] = value } },
        ]),
    };

    private static string Describe(Protocol protocol) =>
        $"{protocol.MinReaderVersion},{protocol.MinWriterVersion}|{string.Join(',', protocol.ReaderFeatures ?? [])}|"
        + string.Join(',', protocol.WriterFeatures ?? []);

    private static StructType Nested(DataType type) =>
        new([new StructField("a", new ArrayType(new MapType(PrimitiveType.String, type)))]);

    private static Metadata Metadata(params (string Name, string Value)[] properties) => new()
    {
        Id = "m",
        Schema = new StructType([new StructField("a", PrimitiveType.Long)]),
        Configuration = properties.ToDictionary(property => property.Name, property => property.Value),
    };
}
