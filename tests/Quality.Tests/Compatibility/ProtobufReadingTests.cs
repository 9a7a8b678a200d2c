using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Protobuf;
using Lakehouse.TestKit;

namespace Lakehouse.Quality.Tests.Compatibility;

public sealed class ProtobufReadingTests
{
    // New fields of a message M, old fields, what breaks when the new reads the old and when the old reads the new. By hand
    // from "Updating A Message Type" and "ProtoJSON Format".
    [Theory]
    [InlineData("int64 a = 1;", "int32 a = 1;", "", "VALUES_CHANGED")]
    [InlineData("string a = 1;", "int32 a = 1;", "WIRE_TYPE_CHANGED", "WIRE_TYPE_CHANGED")]
    [InlineData("sint32 a = 1;", "int32 a = 1;", "WIRE_TYPE_CHANGED", "WIRE_TYPE_CHANGED")]
    [InlineData("int32 b = 1;", "int32 a = 1;", "JSON_NAME_CHANGED", "JSON_NAME_CHANGED")]
    [InlineData("int32 a_b = 1 [json_name = \"x\"];", "int32 a_b = 1;", "JSON_NAME_CHANGED", "JSON_NAME_CHANGED")]
    [InlineData("int32 a = 2;", "int32 a = 1;", "WIRE_TYPE_CHANGED", "WIRE_TYPE_CHANGED")]
    [InlineData("int32 a = 1; string b = 2;", "int32 a = 1;", "", "")]
    [InlineData("reserved 2; reserved \"b\"; int32 a = 1;", "int32 a = 1; string b = 2;", "", "NUMBER_RESERVED")]
    [InlineData("repeated int32 a = 1;", "int32 a = 1;", "CARDINALITY_CHANGED", "CARDINALITY_CHANGED")]
    [InlineData("map<string, int32> a = 1;", "repeated int32 a = 1;", "CARDINALITY_CHANGED", "CARDINALITY_CHANGED")]
    [InlineData("oneof c { int32 a = 1; int32 b = 2; }", "int32 a = 1; int32 b = 2;", "ONEOF_NARROWED", "")]
    [InlineData("optional int32 a = 1;", "int32 a = 1;", "", "")]
    [InlineData("E a = 1; enum E { Z = 0; Y = 1; }", "E a = 1; enum E { Z = 0; }", "", "ENUM_VALUE_REMOVED")]
    [InlineData("E a = 1; enum E { Z = 0; Y = 1; }", "E a = 1; enum E { Z = 0; X = 1; }", "ENUM_VALUE_RENAMED", "ENUM_VALUE_RENAMED")]
    [InlineData("I a = 1; message I { int32 x = 1; }", "I a = 1; message I { int64 x = 1; }", "VALUES_CHANGED", "")]
    public void A_message_reads_another_or_says_what_it_cannot_read(string next, string old, string backward, string forward)
    {
        Assert.Equal(backward, Codes(File("proto3", next), File("proto3", old)));
        Assert.Equal(forward, Codes(File("proto3", old), File("proto3", next)));
    }

    [Fact]
    public void A_removed_message_another_package_and_a_required_field_break()
    {
        Assert.Equal("MESSAGE_REMOVED", Codes(File("proto3", ""), Read("syntax = \"proto3\"; package p; message M {} message N {}")));
        Assert.Equal("PACKAGE_CHANGED", Codes(File("proto3", ""), Read("syntax = \"proto3\"; package q; message M {}")));
        Assert.Equal("REQUIRED_ADDED", Codes(File("proto2", "required int32 a = 1;"), File("proto2", "optional int32 a = 1;")));
        var warning = Assert.Single(File("proto3", "").ProblemsReading(File("proto3", "int32 a = 1;")));
        Assert.Equal((CompatibilityCodes.NumberNotReserved, true), (warning.Code, warning.IsWarning));
    }

    [SkippableFact]
    public void Files_made_for_the_compiler_are_read_and_their_second_version_is_compatible()
    {
        var folder = SharedFolder.Require("fixtures", "protobuf");
        var (first, second) = (Fixture(folder, "orders_v1.proto"), Fixture(folder, "orders_v2.proto"));
        var placed = first.File.Messages.Single(m => m.Name == "OrderPlaced");
        Assert.Equal(23, placed.Fields.Count);
        Assert.Equal(["Line", "Card"], placed.Messages.Select(m => m.Name));
        Assert.Equal("payment", placed.Fields.Single(f => f.Number == 7).Oneof);
        Assert.Equal(("int32", "Line"), (placed.Fields.Single(f => f.Number == 22).MapKey, placed.Fields.Single(f => f.Number == 22).Type));
        Assert.Equal("orderId", placed.Fields.Single(f => f.Number == 2).JsonName);
        Assert.Equal(("K_NEG", -1), (first.File.Enums[0].Values[2].Key, first.File.Enums[0].Values[2].Value));
        Assert.All(CompatibilityCheck.Check(CompatibilityMode.Full, second, [first]), f => Assert.True(f.Problem.IsWarning, f.Problem.ToString()));
    }

    [Theory]
    [InlineData("message M { int32 a = 0; }", "the number 0")]
    [InlineData("message M { int32 a = 1; int32 b = 1; }", "stands twice")]
    [InlineData("message M { int32 a = 1 }", "';' is expected")]
    [InlineData("message M {", "ends too early")]
    [InlineData("edition = \"2023\";", "editions are not available")]
    [InlineData("message M { string a = 1; /* open", "a comment is not closed")]
    public void What_is_no_such_file_is_refused_with_the_reason(string text, string reason)
    {
        var problem = Assert.Single(Assert.Throws<ContractException>(() => ProtoReader.Read("a.proto", text)).Problems);
        Assert.Equal(ErrorCodes.BadSchema, problem.Code);
        Assert.Contains(reason, problem.Message);
    }

    private static string Codes(PayloadSchema reader, PayloadSchema writer) =>
        string.Join(' ', reader.ProblemsReading(writer).Where(p => !p.IsWarning).Select(p => p.Code).Distinct());

    private static PayloadSchema.Protobuf File(string syntax, string fields) => Read($"syntax = \"{syntax}\"; package p; message M {{ {fields} }}");

    private static PayloadSchema.Protobuf Read(string text) => new(ProtoReader.Read("a.proto", text));

    private static PayloadSchema.Protobuf Fixture(string folder, string name) =>
        Read(System.IO.File.ReadAllText(Path.Combine(folder, name)));
}
