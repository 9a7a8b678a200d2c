using System.Numerics;
using Bogus;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Makes numbers between the limits of a field: the multiples of a step.</summary>
internal sealed class NumberMaker
{
    private const int UsualGreatest = 1_000;
    private const int UsualScale = 2;

    private readonly BigInteger _step;
    private readonly BigInteger _first;
    private readonly int _scale;

    /// <summary>Takes the limits from the type and the checks of a field.</summary>
    public NumberMaker(FieldType type, IReadOnlyList<ValueCheck> checks)
    {
        var ranges = checks.OfType<RangeCheck>().ToList();
        var lows = ranges.Select(range => range.Least).OfType<Bound>().ToList();
        var highs = ranges.Select(range => range.Greatest).OfType<Bound>().ToList();
        var step = checks.OfType<StepCheck>().Select(check => ValueJudge.Exact(check.Step)).FirstOrDefault();
        var largestScale = type switch { FieldType.Integer => 0, FieldType.Decimal d => d.Scale, _ => 6 };
        _scale = Math.Min(largestScale, lows.Concat(highs).Select(bound => ValueJudge.Exact(bound.Text).Scale)
            .Append(step.Scale).Append(UsualScale).Max());
        _step = step.Unscaled.IsZero ? 1 : step.Unscaled * BigInteger.Pow(10, _scale - step.Scale);
        var (least, greatest) = Limits(type);
        var low = lows.Count == 0 ? (BigInteger?)null : lows.Max(bound => Inside(bound, 1));
        var high = highs.Count == 0 ? (BigInteger?)null : highs.Min(bound => Inside(bound, -1));
        var usual = BigInteger.Max(UsualGreatest * BigInteger.Pow(10, _scale), _step * UsualGreatest);
        var from = BigInteger.Max(least, low ?? (high < 0 ? high.Value - usual : 0));
        var to = BigInteger.Min(greatest, high ?? from + usual);
        (_first, var last) = (Ceiling(from), -Ceiling(-to));
        Count = last < _first ? 0 : (last - _first) / _step + 1;
    }

    /// <summary>How many numbers there are; 0 when none satisfies the limits.</summary>
    public BigInteger Count { get; }

    /// <summary>A random one.</summary>
    public string Draw(Randomizer random) =>
        At(random.Long(0, (long)BigInteger.Min(Count - 1, long.MaxValue >> 2)));

    /// <summary>The one of a number below <see cref="Count"/>; the least first.</summary>
    public string At(BigInteger number) => new ExactNumber(_first + (number * _step), _scale).ToString();

    /// <summary>A number between a multiple of a step and the next; null when the scale has no room for one.</summary>
    public string? BetweenSteps() => _step > 1 ? new ExactNumber(_first + 1, _scale).ToString() : null;

    private BigInteger Inside(Bound bound, int inward)
    {
        var number = ValueJudge.Exact(bound.Text);
        // A bound finer than the scale: the next number of the scale inside of it.
        var power = BigInteger.Pow(10, Math.Abs(_scale - number.Scale));
        if (_scale >= number.Scale)
        {
            return (number.Unscaled * power) + (bound.IsExclusive ? inward : 0);
        }
        var below = BigInteger.DivRem(number.Unscaled, power, out var rest) - (rest.Sign < 0 ? 1 : 0);
        return inward > 0 ? below + 1 : below;
    }

    private BigInteger Ceiling(BigInteger value)
    {
        var quotient = BigInteger.DivRem(value, _step, out var rest);
        return (quotient + (rest.Sign > 0 ? 1 : 0)) * _step;
    }

    private (BigInteger Least, BigInteger Greatest) Limits(FieldType type)
    {
        var digits = type switch
        {
            FieldType.Decimal d => BigInteger.Pow(10, d.Precision - d.Scale + _scale),
            FieldType.Integer i => BigInteger.Pow(2, i.Bits - 1),
            _ => BigInteger.Pow(10, 15 + _scale),
        };
        return (type is FieldType.Integer ? -digits : 1 - digits, digits - 1);
    }
}
