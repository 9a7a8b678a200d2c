using System.Globalization;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Values that are likely not to satisfy a check, but are of the field's type.</summary>
internal sealed class BadValues(RecordMaker records)
{
    /// <summary>Some candidates; whoever takes one asks whether the check holds.</summary>
    public IEnumerable<JsonDraft> For(RecordField field, ValueCheck check, JsonDraft good) => (check, good) switch
    {
        (LengthCheck length, JsonDraft.Array array) => Lengths(field, length, array),
        (_, JsonDraft.Text text) when field.Type is FieldType.Text => Texts(check, text.Value).Select(bad => new JsonDraft.Text(bad)),
        _ when records.MakerOf(field).Times is { } times => OfTimes(check, times),
        (_, JsonDraft.Token token) => Tokens(field, check, token.Value).Where(bad => Fits(field.Type, bad)).Select(bad => new JsonDraft.Token(bad)),
        _ => [],
    };

    /// <summary>A value of another JSON type than any of the field's values.</summary>
    public static JsonDraft OfOtherType(FieldType type) => type switch
    {
        FieldType.Object => new JsonDraft.Array(),
        FieldType.Array => new JsonDraft.Object(),
        FieldType.Text or FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz => new JsonDraft.Token("20260101"),
        FieldType.Boolean => new JsonDraft.Text("true"),
        _ => new JsonDraft.Text("12"),
    };

    /// <summary>A value that the type holds only after rounding.</summary>
    public static JsonDraft TooFine(FieldType type) => type switch
    {
        FieldType.Decimal d => new JsonDraft.Token("0." + new string('0', d.Scale) + "1"),
        FieldType.Timestamp => new JsonDraft.Text("2026-01-01T00:00:00.1234567Z"),
        _ => new JsonDraft.Text("2026-01-01T00:00:00.1234567"),
    };

    /// <summary>A number that the type does not hold.</summary>
    public static JsonDraft.Token TooLarge(FieldType type) => new(type switch
    {
        FieldType.Integer { Bits: 32 } => "2147483648",
        FieldType.Integer => "9223372036854775808",
        FieldType.Decimal d => "1" + new string('0', d.Precision - d.Scale),
        FieldType.Float => "1e39",
        _ => "1e309",
    });

    private static bool Fits(FieldType type, string token) => type switch
    {
        FieldType.Integer integer => ValueJudge.Exact(token).FitsInteger(integer.Bits),
        FieldType.Decimal d => ValueJudge.Exact(token).Fits(d.Precision, d.Scale),
        _ => true,
    };

    private static IEnumerable<string> Texts(ValueCheck check, string good)
    {
        if (check is LengthCheck length)
        {
            if (length.Greatest is { } most)
            {
                yield return good.Length > most ? good : good.PadRight(most + 1, 'x');
            }
            if (length.Least is > 0 and var least && good.All(char.IsAscii))
            {
                yield return good[..Math.Min(good.Length, least - 1)];
            }
            yield break;
        }
        if (check is EnumCheck choice)
        {
            yield return choice.Values[0] + "_";
        }
        foreach (var bad in new[] { "", "?", "unknown", "~" + good, good + "~", "a b", good.ToUpperInvariant(), good.ToLowerInvariant() })
        {
            yield return bad;
        }
        if (good.Length > 1 && good.All(char.IsAscii))
        {
            yield return good[1..];
            yield return good[..^1];
        }
    }

    private static IEnumerable<JsonDraft> OfTimes(ValueCheck check, TimeMaker times) => check switch
    {
        RangeCheck range => new[]
        {
            range.Least is { } least ? times.Beyond(least, -1) : null,
            range.Greatest is { } greatest ? times.Beyond(greatest, 1) : null,
        }.OfType<JsonDraft>(),
        _ => Enumerable.Range(0, (int)Math.Min(times.Count, 50)).Select(i => times.At(i)),
    };

    private IEnumerable<string> Tokens(RecordField field, ValueCheck check, string good)
    {
        switch (check)
        {
            case RangeCheck range:
                if (range.Least is { } least)
                {
                    yield return Shifted(field.Type, least.Text, -1);
                }
                if (range.Greatest is { } greatest)
                {
                    yield return Shifted(field.Type, greatest.Text, 1);
                }
                break;
            case StepCheck when records.MakerOf(field).Numbers!.BetweenSteps() is { } between:
                yield return between;
                break;
            case EnumCheck choice when field.Type is FieldType.Boolean:
                yield return good == "true" ? "false" : "true";
                break;
            case EnumCheck choice:
                foreach (var value in choice.Values)
                {
                    yield return Shifted(field.Type, value, 1);
                }
                break;
        }
    }

    // The next number of the type; of a fraction one that is 1 away.
    private static string Shifted(FieldType type, string number, int direction)
    {
        var value = ValueJudge.Exact(number);
        var unit = new ExactNumber(direction, type is FieldType.Decimal d ? d.Scale : 0);
        var scale = Math.Max(value.Scale, unit.Scale);
        var sum = (value.Unscaled * System.Numerics.BigInteger.Pow(10, scale - value.Scale))
            + (unit.Unscaled * System.Numerics.BigInteger.Pow(10, scale - unit.Scale));
        return ExactNumber.TryParse(new ExactNumber(sum, scale).ToString(), out var next)
            ? next.ToString()
            : sum.ToString(CultureInfo.InvariantCulture);
    }

    private IEnumerable<JsonDraft> Lengths(RecordField field, LengthCheck length, JsonDraft.Array good)
    {
        if (length.Least is > 0 and var least)
        {
            var few = new JsonDraft.Array();
            few.Items.AddRange(good.Items.Take(least - 1));
            yield return few;
        }
        if (length.Greatest is { } greatest)
        {
            var many = new JsonDraft.Array();
            many.Items.AddRange(good.Items);
            while (many.Items.Count <= greatest)
            {
                many.Items.Add(records.MakeValue(field.Children[0]));
            }
            yield return many;
        }
    }
}
