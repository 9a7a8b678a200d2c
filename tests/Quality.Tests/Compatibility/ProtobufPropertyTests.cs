using System.Text;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Protobuf;

namespace Lakehouse.Quality.Tests.Compatibility;

/// <summary>The wire format, written for this test from the specification of the encoding, is the judge.</summary>
public sealed class ProtobufPropertyTests
{
    private static readonly string[] Types =
        ["int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "string", "bytes", "fixed32", "sfixed32", "fixed64", "sfixed64"];

    [Fact]
    public void Every_field_that_the_writer_writes_has_the_same_value_for_a_reader_that_is_compatible() => Pairs.Check(3_000, 200, random =>
    {
        var writer = Message(random);
        var reader = random.Next(2) == 0 ? Message(random) : Mutate(random, writer);
        var isCompatible = Schema(reader).ProblemsReading(Schema(writer)).All(p => p.IsWarning);
        foreach (var (number, (name, type)) in isCompatible ? writer : [])
        {
            if (!reader.TryGetValue(number, out var read))
            {
                continue;
            }
            foreach (var value in Samples(type))
            {
                var (wire, bytes) = Encode(type, value);
                Assert.True(read.Name == name && WireOf(read.Type) == wire && Decode(read.Type, bytes) is { } back && Equals(Plain(back), Plain(value)),
                    $"{value} is written as {type} and read as {read.Type}");
            }
        }
        return isCompatible;
    });

    private static Dictionary<int, (string Name, string Type)> Message(Random random) =>
        Enumerable.Range(1, 3).Where(_ => random.Next(3) > 0).ToDictionary(n => n, n => (random.Next(8) == 0 ? "x" + n : "f" + n, random.Of<string>(Types)));

    private static Dictionary<int, (string Name, string Type)> Mutate(Random random, Dictionary<int, (string Name, string Type)> message) =>
        message.ToDictionary(f => f.Key, f => random.Next(3) == 0 ? (f.Value.Name, random.Of<string>(Types)) : f.Value);

    private static PayloadSchema.Protobuf Schema(Dictionary<int, (string Name, string Type)> fields) => new(ProtoReader.Read("a.proto",
        "syntax = \"proto3\"; message M { " + string.Concat(fields.Select(f => $"{f.Value.Type} {f.Value.Name} = {f.Key}; ")) + "}"));

    private static IEnumerable<object> Samples(string type) => type switch
    {
        "bool" => [true, false],
        "string" => ["", "ä", "text"],
        "bytes" => [new byte[] { 0xFF, 0 }],
        "int32" or "sint32" or "sfixed32" => [0L, -1L, (long)int.MaxValue, (long)int.MinValue],
        "uint32" or "fixed32" => [0L, (long)uint.MaxValue],
        "int64" or "sint64" or "sfixed64" => [0L, -1L, long.MaxValue, long.MinValue],
        _ => [0UL, ulong.MaxValue],
    };

    private static int WireOf(string type) => type switch
    {
        "string" or "bytes" => 2,
        "fixed32" or "sfixed32" => 5,
        "fixed64" or "sfixed64" => 1,
        _ => 0,
    };

    // The 64 bits that a varint or fixed number carries, or the bytes of a text.
    private static (int Wire, object Payload) Encode(string type, object value) => (WireOf(type), value switch
    {
        bool flag => flag ? 1UL : 0UL,
        string text => Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        ulong number => number,
        long number when type is "sint32" or "sint64" => unchecked((ulong)((number << 1) ^ (number >> 63))),
        long number when type is "fixed32" or "sfixed32" => unchecked((uint)number),
        long number => unchecked((ulong)number),
        _ => throw new InvalidOperationException(type),
    });

    private static object? Decode(string type, object payload) => (type, payload) switch
    {
        ("string", byte[] bytes) => TryText(bytes),
        ("bytes", byte[] bytes) => bytes,
        ("bool", ulong bits) => bits != 0,
        ("int32" or "sfixed32", ulong or uint) => (long)unchecked((int)Bits(payload)),
        ("uint32" or "fixed32", ulong or uint) => (long)unchecked((uint)Bits(payload)),
        ("int64" or "sfixed64", ulong bits) => unchecked((long)bits),
        ("uint64" or "fixed64", ulong bits) => bits,
        ("sint32", ulong bits) => (long)unchecked((int)((uint)bits >> 1) ^ -(int)(bits & 1)),
        ("sint64", ulong bits) => unchecked((long)(bits >> 1) ^ -(long)(bits & 1)),
        _ => null,
    };

    private static ulong Bits(object payload) => payload is uint narrow ? narrow : (ulong)payload;

    private static string? TryText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static object Plain(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        ulong number => (decimal)number,
        long number => (decimal)number,
        _ => value,
    };
}
