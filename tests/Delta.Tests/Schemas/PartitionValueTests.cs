using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Delta.Tests.Schemas;

public sealed class PartitionValueTests
{
    public static TheoryData<DataType, object, string> Values => new()
    {
        { PrimitiveType.String, " a/b%20?#&+=: größe 😀\n", " a/b%20?#&+=: größe 😀\n" },
        { PrimitiveType.Long, long.MinValue, "-9223372036854775808" },
        { PrimitiveType.Integer, 5L, "5" },
        { PrimitiveType.Double, 0.1, "0.1" },
        { PrimitiveType.Float, 0.1f, "0.1" },
        { new DecimalType(10, 2), -1.50m, "-1.50" },
        { PrimitiveType.Boolean, true, "true" },
        { PrimitiveType.Date, new DateOnly(1, 2, 3), "0001-02-03" },
        {
            PrimitiveType.Timestamp,
            new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.Zero).AddMicroseconds(1),
            "2024-01-01T10:00:00.000001Z"
        },
        { PrimitiveType.TimestampNtz, new DateTime(2024, 1, 1, 10, 0, 0), "2024-01-01 10:00:00.000000" },
        { PrimitiveType.Binary, new byte[] { 0, 1, 255 }, "\u0000\u0001\u00ff" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_are_encoded_as_the_protocol_says_and_decoded(DataType type, object value, string text)
    {
        Assert.Equal(text, PartitionValue.Encode(type, value));
        Assert.Equal(value, PartitionValue.Decode(type, text));
    }

    [Theory]
    [InlineData("2024-01-01 10:00:00")]
    [InlineData("2024-01-01 10:00:00.000000")]
    [InlineData("2024-01-01T10:00:00Z")]
    [InlineData("2024-01-01T11:00:00.000+01:00")]
    public void Timestamps_of_other_writers_are_decoded(string text) =>
        Assert.Equal(
            new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.Zero), PartitionValue.Decode(PrimitiveType.Timestamp, text));

    [Fact]
    public void Null_and_the_empty_string_are_null_for_every_type()
    {
        foreach (var type in PrimitiveType.All)
        {
            Assert.Null(PartitionValue.Encode(type, null));
            Assert.Null(PartitionValue.Decode(type, null));
            Assert.Null(PartitionValue.Decode(type, ""));
        }
        Assert.Null(PartitionValue.Encode(PrimitiveType.String, ""));
        Assert.Null(PartitionValue.Encode(PrimitiveType.Binary, Array.Empty<byte>()));
    }

    [Theory]
    [InlineData("long", "1.5")]
    [InlineData("long", "99999999999999999999")]
    [InlineData("date", "2024-1-1")]
    [InlineData("date", "2024-02-30")]
    [InlineData("timestamp", "yesterday")]
    [InlineData("boolean", "1")]
    [InlineData("double", "x")]
    [InlineData("void", "x")]
    public void Texts_of_another_form_are_refused(string type, string text)
    {
        var primitive = PrimitiveType.All.Single(known => known.Name == type);
        var error = Assert.Throws<DeltaException>(() => PartitionValue.Decode(primitive, text));
        Assert.Equal(ErrorCodes.InvalidPartitionValue, error.Code);
        Assert.DoesNotContain(text, error.Message.Replace(type, ""));
    }

    [Fact]
    public void A_decimal_that_would_be_rounded_is_refused() =>
        Assert.Throws<DeltaException>(
            () => PartitionValue.Decode(new DecimalType(38, 0), "12345678901234567890123456789012345678"));

    [Fact]
    public void A_value_of_another_type_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => PartitionValue.Encode(PrimitiveType.Date, "2024-01-01"));

    [Fact]
    public void Directory_names_hold_only_harmless_characters_and_the_value()
    {
        Assert.Equal(
            "day=2026-01-01/c=a%2Fb%20%25%C3%A4%3D/n=__HIVE_DEFAULT_PARTITION__/e=__HIVE_DEFAULT_PARTITION__",
            PartitionPath.For(
                ["day", "c", "n", "e"],
                new Dictionary<string, string?> { ["day"] = "2026-01-01", ["c"] = "a/b %ä=", ["n"] = null, ["e"] = "" }));
        Assert.Equal("", PartitionPath.For([], new Dictionary<string, string?>()));

        Prop.ForAll(ArbMap.Default.ArbFor<string>(), value =>
        {
            var name = PartitionPath.For(["x"], new Dictionary<string, string?> { ["x"] = value });
            if (string.IsNullOrEmpty(value)) return name == "x=__HIVE_DEFAULT_PARTITION__";
            return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '%' or '=')
                && (Uri.UnescapeDataString(name[2..]) == value || value.Any(char.IsSurrogate));
        }).QuickCheckThrowOnFailure();
    }
}
