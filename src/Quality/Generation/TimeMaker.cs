using System.Globalization;
using Bogus;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Makes days and times between the limits of a field.</summary>
internal sealed class TimeMaker
{
    private static readonly DateTime UsualFirst = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan UsualLength = TimeSpan.FromDays(365);

    private readonly FieldType _type;
    private readonly DateTime _first;

    /// <summary>Takes the limits from the checks of a field.</summary>
    public TimeMaker(FieldType type, IReadOnlyList<ValueCheck> checks)
    {
        _type = type;
        Unit = type is FieldType.Date ? TimeSpan.FromDays(1) : TimeSpan.FromMilliseconds(1);
        var ranges = checks.OfType<RangeCheck>().ToList();
        var lows = ranges.Select(range => range.Least).OfType<Bound>().Select(bound => Inside(bound, 1)).ToList();
        var highs = ranges.Select(range => range.Greatest).OfType<Bound>().Select(bound => Inside(bound, -1)).ToList();
        _first = lows.Count > 0 ? lows.Max()
            : highs.Count > 0 && highs.Min() < UsualFirst + UsualLength ? Earlier(highs.Min()) : UsualFirst;
        var last = highs.Count > 0 ? highs.Min() : Later(_first);
        Count = last < _first ? 0 : ((last - _first).Ticks / Unit.Ticks) + 1;
    }

    /// <summary>How many days or milliseconds there are; 0 when none satisfies the limits.</summary>
    public long Count { get; }

    private TimeSpan Unit { get; }

    /// <summary>A random one; some instants are told in the time of another zone.</summary>
    public JsonDraft Draw(Randomizer random)
    {
        var time = _first + (Unit * random.Long(0, Count - 1));
        return _type is FieldType.Timestamp && random.Int(0, 9) == 0 && time.Year is > 1 and < 9999
            ? new JsonDraft.Text(time.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+02:00'", CultureInfo.InvariantCulture))
            : Write(time);
    }

    /// <summary>The one of a number below <see cref="Count"/>; the first first.</summary>
    public JsonDraft At(long number) => Write(_first + (Unit * number));

    /// <summary>A time as the field's type has it.</summary>
    public JsonDraft Write(DateTime time) => new JsonDraft.Text(time.ToString(_type switch
    {
        FieldType.Date => "yyyy-MM-dd",
        FieldType.Timestamp => "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'",
        _ => "yyyy-MM-dd'T'HH:mm:ss.FFFFFF",
    }, CultureInfo.InvariantCulture));

    /// <summary>A time just outside of a limit; null at the ends of the calendar.</summary>
    public JsonDraft? Beyond(Bound bound, int outward)
    {
        var limit = ValueJudge.Time(bound.Text);
        return outward < 0 ? limit - DateTime.MinValue > Unit ? Write(limit - Unit) : null
            : DateTime.MaxValue - limit > Unit ? Write(limit + Unit) : null;
    }

    private DateTime Inside(Bound bound, int inward) =>
        ValueJudge.Time(bound.Text) + (bound.IsExclusive ? Unit * inward : TimeSpan.Zero);

    private static DateTime Later(DateTime time) =>
        DateTime.MaxValue - time > UsualLength ? time + UsualLength : DateTime.MaxValue.Date;

    private static DateTime Earlier(DateTime time) =>
        time - DateTime.MinValue > UsualLength ? time - UsualLength : DateTime.MinValue;
}
