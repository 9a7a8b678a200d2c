using System.Globalization;
using System.Numerics;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Json;
using Xunit;

namespace Lakehouse.Engine.Tests.Json;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(38, 9)]
    [InlineData(38, 38)]
    [InlineData(38, 0)]
    [InlineData(18, 2)]
    [InlineData(9, 4)]
    [InlineData(4, 2)]
    [InlineData(1, 0)]
    public void A_decimal_is_exact_or_refused_as_whole_number_arithmetic_says(int precision, int scale)
    {
        var random = new Random(precision * 100 + scale);
        var numbers = Edges.Concat(Enumerable.Range(0, 20_000).Select(_ => RandomNumber(random))).ToList();
        var records = StrictReader.ReadAll(
            [new(0, "n", JsonFieldKind.Decimal) { Precision = precision, Scale = scale }],
            numbers.Select(number => $$"""{"n":{{number}}}"""));
        for (var i = 0; i < numbers.Count; i++)
        {
            var expected = Scaled(numbers[i], scale);
            if (expected is { } whole && BigInteger.Abs(whole) < BigInteger.Pow(10, precision))
            {
                Assert.Equal((numbers[i], whole), (numbers[i], Unscaled(records[i].Value!["n"], scale)));
                Assert.Empty(records[i].Faults);
            }
            else
            {
                Assert.Null(records[i].Value!["n"]);
                Assert.Equal((numbers[i], JsonFault.Precision), (numbers[i], Assert.Single(records[i].Faults).Code));
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void An_integer_is_whole_and_in_its_range_or_refused(int bits)
    {
        var random = new Random(bits);
        var limit = BigInteger.One << (bits - 1);
        List<string> numbers =
        [
            .. Edges, $"{limit}", $"{limit - 1}", $"{-limit}", $"{-limit - 1}", $"{limit - 1}.0", $"{limit}.0",
            .. Enumerable.Range(0, 20_000).Select(_ => RandomNumber(random)),
        ];
        var records = StrictReader.ReadAll(
            [new(0, "n", JsonFieldKind.Integer) { Bits = bits }], numbers.Select(number => $$"""{"n":{{number}}}"""));
        for (var i = 0; i < numbers.Count; i++)
        {
            var expected = Scaled(numbers[i], 0);
            if (expected is null)
            {
                Assert.Equal((numbers[i], JsonFault.Type), (numbers[i], Assert.Single(records[i].Faults).Code));
            }
            else if (expected >= -limit && expected < limit)
            {
                Assert.Equal((numbers[i], (long)expected), (numbers[i], Convert.ToInt64(records[i].Value!["n"])));
                Assert.Empty(records[i].Faults);
            }
            else
            {
                Assert.Equal((numbers[i], JsonFault.Precision), (numbers[i], Assert.Single(records[i].Faults).Code));
            }
        }
    }

    [Fact]
    public void A_double_is_the_nearest_and_finite()
    {
        var random = new Random(7);
        var numbers = Edges.Concat(Enumerable.Range(0, 20_000).Select(_ => RandomNumber(random))).ToList();
        var records = StrictReader.ReadAll(
            [new(0, "d", JsonFieldKind.Double), new(1, "f", JsonFieldKind.Float)],
            numbers.Select(number => $$"""{"d":{{number}},"f":{{number}}}"""));
        for (var i = 0; i < numbers.Count; i++)
        {
            var wide = double.Parse(numbers[i], CultureInfo.InvariantCulture);
            Assert.Equal(double.IsFinite(wide) ? wide : null, records[i].Value!["d"]);
            var narrow = float.Parse(numbers[i], CultureInfo.InvariantCulture);
            Assert.Equal((numbers[i], float.IsFinite(narrow) ? (object)narrow : null), (numbers[i], records[i].Value!["f"]));
        }
    }

    [Fact]
    public void A_float_is_rounded_once()
    {
        // Just below the middle of two floats: the nearest double is the middle itself, which rounds up.
        var record = StrictReader.Read([new(0, "f", JsonFieldKind.Float)], """{"f":1.00000017881393432617187499}""");
        Assert.Equal(1.00000011920928955078125f, record.Value!["f"]);
    }

    [Fact]
    public void A_number_of_a_million_digits_is_refused_quickly()
    {
        var digits = new string('9', 1_000_000);
        foreach (var number in new[] { digits, $"0.{digits}", $"1e{digits}", $"1e-{digits}", $"-{digits}.{digits}e-{digits}" })
        {
            var record = StrictReader.Read(
                [new(0, "n", JsonFieldKind.Decimal) { Precision = 38, Scale = 9 }], $$"""{"n":{{number}}}""");
            Assert.Equal(JsonFault.Precision, Assert.Single(record.Faults).Code);
        }
        Assert.Empty(StrictReader.Read(
            [new(0, "n", JsonFieldKind.Decimal) { Precision = 38, Scale = 9 }],
            $$"""{"n":1.5{{new string('0', 1_000_000)}}}""").Faults);
    }

    [Theory]
    [InlineData("\"12\"")]
    [InlineData("true")]
    [InlineData("[12]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    public void What_is_no_number_is_not_taken_for_one(string value)
    {
        JsonFieldKind[] kinds = [JsonFieldKind.Integer, JsonFieldKind.Decimal, JsonFieldKind.Double, JsonFieldKind.Float];
        foreach (var kind in kinds)
        {
            var record = StrictReader.Read([new(0, "n", kind)], $$"""{"n":{{value}}}""");
            Assert.Null(record.Value!["n"]);
            Assert.Equal((0, JsonFault.Type, "n"), (record.Faults[0].Field, record.Faults[0].Code, record.Faults[0].Path));
        }
    }

    private static readonly string[] Edges =
    [
        "0", "-0", "0.0", "-0.000", "0e10", "0e-99999999999999999999", "1e0", "1E+2", "1e-2", "100e-2", "0.1e1", "1.0", "1.50",
        "12345678901234567890123456789.123456789", "99999999999999999999999999999999999999",
        "-99999999999999999999999999999999999999", "100000000000000000000000000000000000000", "1e37", "1e38",
        "0.00000000000000000000000000000000000001", "0.000000000000000000000000000000000000001", "9.99", "99.99", "99.999",
        "1.0000000000000000000000000000000000000000", "1.0000000000000000000000000000000000000001",
        "10000000000000000000000000000000000000000000000000e-20", "1e999999999999999999", "1e-999999999999999999",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616",
        "999999999999999999", "1000000000000000000", "123456789012345678.12", "100000000000000000000e-20",
    ];

    private static string RandomNumber(Random random)
    {
        var text = (random.Next(2) == 0 ? "-" : "") + Digits(random, random.Next(1, random.Next(2) == 0 ? 6 : 45));
        if (random.Next(2) == 0)
        {
            text += "." + new string([.. Enumerable.Range(0, random.Next(1, random.Next(2) == 0 ? 4 : 45)).Select(_ => Digit(random))]);
        }
        return random.Next(3) == 0 ? $"{text}{"eE"[random.Next(2)]}{new[] { "", "+", "-" }[random.Next(3)]}{random.Next(60)}" : text;
    }

    private static string Digits(Random random, int count) => random.Next(10) == 0
        ? "0"
        : (char)('1' + random.Next(9)) + new string([.. Enumerable.Range(1, count - 1).Select(_ => Digit(random))]);

    private static char Digit(Random random) => (char)('0' + Math.Max(0, random.Next(-9, 10)));

    /// <summary>The number times a power of ten, or null when that is no whole number; exponents are cut at 10,000.</summary>
    private static BigInteger? Scaled(string number, int scale)
    {
        var parts = number.Split('e', 'E');
        var exponent = parts.Length > 1 ? (int)BigInteger.Min(10_000, BigInteger.Max(-10_000, BigInteger.Parse(parts[1]))) : 0;
        var point = parts[0].IndexOf('.');
        var digits = BigInteger.Parse(parts[0].Replace(".", ""));
        var shift = exponent + scale - (point < 0 ? 0 : parts[0].Length - point - 1);
        if (shift >= 0)
        {
            return digits * BigInteger.Pow(10, shift);
        }
        var whole = BigInteger.DivRem(digits, BigInteger.Pow(10, -shift), out var remainder);
        return remainder.IsZero ? whole : null;
    }

    private static BigInteger Unscaled(object? value, int scale) => value switch
    {
        DuckDBDecimal number => (BigInteger)number.Unscaled * BigInteger.Pow(10, scale - number.Scale),
        decimal number => new BigInteger(decimal.Truncate(number)) * BigInteger.Pow(10, scale)
            + new BigInteger((number - decimal.Truncate(number)) * (decimal)BigInteger.Pow(10, Math.Min(scale, 28)))
            * BigInteger.Pow(10, Math.Max(0, scale - 28)),
        _ => throw new InvalidCastException($"{value} is no decimal"),
    };
}
