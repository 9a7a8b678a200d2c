using System.Globalization;

namespace Lakehouse.Quality.Expectations.Dates;

/// <summary>Up to three numbers of a date, and which of them is what, as dateutil finds it: month first where it is open.</summary>
internal sealed class YearMonthDay
{
    private const int NotNamed = -1;

    private readonly List<int> _numbers = [];
    private int _year = NotNamed;
    private int _month = NotNamed;
    private int _day = NotNamed;

    public int Count => _numbers.Count;

    /// <summary>Adds a number; false when the date has it already.</summary>
    public bool Add(string digits, char? part = null)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        return Add(number, digits.Length > 2, part);
    }

    /// <summary>Adds a number; false when the date has it already.</summary>
    public bool Add(int number, bool isYear, char? part = null)
    {
        if (isYear || number > 100)
        {
            if (part is not (null or 'Y'))
            {
                return false;
            }
            part = 'Y';
        }
        _numbers.Add(number);
        var place = _numbers.Count - 1;
        return part switch
        {
            'Y' => Name(ref _year, place),
            'M' => Name(ref _month, place),
            'D' => Name(ref _day, place),
            _ => true,
        };
    }

    /// <summary>Whether a number can still be the day.</summary>
    public bool CouldBeDay(double number) => _day == NotNamed && number is >= 1 and <= 31;

    /// <summary>Whether the numbers are a day there is. What is not given could be anything.</summary>
    public bool IsPossible()
    {
        if (Count > 3)
        {
            return false;
        }
        var (year, month, day) = Resolve();
        return (year is null or (>= 1 and <= 9999) || (year == 0 && _year == NotNamed))
            && (month is null or (>= 1 and <= 12))
            && (day is null || (day >= 1 && day <= DateTime.DaysInMonth(Year(year), month ?? 1)));
    }

    private static int Year(int? year) => year switch
    {
        null or < 1 or > 9999 => 2000,
        < 100 => 2000 + year.Value,
        _ => year.Value,
    };

    private static bool Name(ref int place, int value)
    {
        if (place != NotNamed)
        {
            return false;
        }
        place = value;
        return true;
    }

    private (int? Year, int? Month, int? Day) Resolve()
    {
        var named = new[] { _year, _month, _day }.Count(place => place != NotNamed);
        if ((named > 0 && Count == named) || (Count == 3 && named == 2))
        {
            return Named();
        }
        return (Count, _month) switch
        {
            (1, NotNamed) => _numbers[0] > 31 ? (_numbers[0], null, null) : (null, null, _numbers[0]),
            (2, not NotNamed) => _numbers[1 - _month] is var other && other > 31
                ? (other, _numbers[_month], null)
                : (null, _numbers[_month], other),
            (2, _) when _numbers[0] > 31 => (_numbers[0], _numbers[1], null),
            (2, _) when _numbers[1] > 31 => (_numbers[1], _numbers[0], null),
            (2, _) => (null, _numbers[0], _numbers[1]),
            (3, 0) => _numbers[1] > 31 ? Of(1, 0, 2) : Of(2, 0, 1),
            (3, 1) => _numbers[0] > 31 ? Of(0, 1, 2) : Of(2, 1, 0),
            (3, 2) => _numbers[1] > 31 ? Of(1, 2, 0) : Of(0, 2, 1),
            (3, _) when _numbers[0] > 31 || _year == 0 => Of(0, 1, 2),
            (3, _) when _numbers[0] > 12 => Of(2, 1, 0),
            (3, _) => Of(2, 0, 1),
            _ => (null, null, null),
        };
    }

    private (int? Year, int? Month, int? Day) Named()
    {
        var free = Enumerable.Range(0, Count).Except([_year, _month, _day]).Select(place => (int?)place).FirstOrDefault();
        int? At(int place) => place != NotNamed ? _numbers[place] : free is { } rest ? _numbers[rest] : null;
        return (At(_year), At(_month), At(_day));
    }

    private (int? Year, int? Month, int? Day) Of(int year, int month, int day) =>
        (_numbers[year], _numbers[month], _numbers[day]);
}
