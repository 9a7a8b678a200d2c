using System.Globalization;

namespace Lakehouse.Quality.Expectations.Dates;

/// <summary>One reading of a text as a date, token by token.</summary>
internal sealed class DateReading(List<string> tokens)
{
    private static readonly string[] Jumps =
        [" ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th"];

    private static readonly string[] Hours = ["h", "hour", "hours"];
    private static readonly string[] Minutes = ["m", "minute", "minutes"];
    private static readonly string[] Seconds = ["s", "second", "seconds"];
    private static readonly string[] HalvesOfDay = ["am", "a", "pm", "p"];
    private static readonly string[] Utc = ["UTC", "GMT", "Z", "z"];

    private static readonly string[] Weekdays =
        ["mon", "monday", "tue", "tuesday", "wed", "wednesday", "thu", "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday"];

    private static readonly string[][] Months =
    [
        ["jan", "january"], ["feb", "february"], ["mar", "march"], ["apr", "april"], ["may"], ["jun", "june"],
        ["jul", "july"], ["aug", "august"], ["sep", "sept", "september"], ["oct", "october"], ["nov", "november"],
        ["dec", "december"],
    ];

    private readonly YearMonthDay _date = new();
    private double? _hour;
    private double? _minute;
    private double? _second;
    private bool _hasHalf;
    private bool _hasZone;
    private bool _hasWeekday;
    private int _at;

    /// <summary>Whether all tokens together are a date or time there can be.</summary>
    public bool Succeeds()
    {
        for (; _at < tokens.Count; _at++)
        {
            if (!Take(tokens[_at]))
            {
                return false;
            }
        }
        var hasSomething = _date.Count > 0 || _hour is not null || _minute is not null || _second is not null || _hasWeekday || _hasZone;
        return hasSomething && _date.IsPossible()
            && (_hour is null or (>= 0 and < 24)) && (_minute is null or (>= 0 and < 60)) && (_second is null or (>= 0 and < 60));
    }

    private bool Take(string token)
    {
        var word = token.ToLowerInvariant();
        if (char.IsAsciiDigit(token[0]))
        {
            return TakeNumber(token);
        }
        if (Weekdays.Contains(word))
        {
            _hasWeekday = true;
            return true;
        }
        if (Month(word) is { } month)
        {
            return TakeMonth(month);
        }
        if (HalvesOfDay.Contains(word))
        {
            return TakeHalf(_hour);
        }
        if (_hour is not null && !_hasZone && (Utc.Contains(token) || (token.Length <= 5 && token.All(char.IsAsciiLetterUpper))))
        {
            _hasZone = true;
            return true;
        }
        return _hour is not null && token is ("+" or "-") ? TakeOffset() : Jumps.Contains(word);
    }

    private bool TakeNumber(string token)
    {
        var whole = token.Split('.')[0];
        var value = double.Parse(token, CultureInfo.InvariantCulture);
        var next = At(1);
        if (_date.Count == 3 && token.Length is (2 or 4) && _hour is null
            && (next is null or " " || HalvesOfDay.Contains(next.ToLowerInvariant())))
        {
            (_hour, _minute) = (Number(token[..2]), token.Length == 4 ? Number(token[2..]) : _minute);
            return true;
        }
        if (token.Length == 6 || (token.Length > 6 && token.IndexOf('.', StringComparison.Ordinal) == 6))
        {
            return TakeSix(token);
        }
        if (token.Length is 8 or 12 or 14)
        {
            return TakeLong(token);
        }
        if (TakeUnit(value))
        {
            return true;
        }
        if (next == ":" && At(2) is { } minutes)
        {
            return TakeClock(value, minutes);
        }
        if (next is "-" or "/" or ".")
        {
            return TakeSeparated(token, next);
        }
        if (next is null || Jumps.Contains(next.ToLowerInvariant()))
        {
            if (At(2) is { } half && HalvesOfDay.Contains(half.ToLowerInvariant()))
            {
                _hour = value;
                _at++;
                return true;
            }
            _at++;
            return _date.Add((int)Math.Min(value, int.MaxValue), isYear: false);
        }
        if (HalvesOfDay.Contains(next.ToLowerInvariant()) && value < 24)
        {
            _hour = value;
            _at++;
            return TakeHalf(value);
        }
        return _date.CouldBeDay(value) && whole == token && _date.Add(token);
    }

    private bool TakeSix(string token)
    {
        if (_date.Count == 0 && !token.Contains('.', StringComparison.Ordinal))
        {
            return _date.Add(token[..2]) && _date.Add(token[2..4]) && _date.Add(token[4..]);
        }
        (_hour, _minute, _second) = (Number(token[..2]), Number(token[2..4]), Number(token[4..]));
        return true;
    }

    private bool TakeLong(string token)
    {
        if (!token.All(char.IsAsciiDigit) || !_date.Add(token[..4], 'Y') || !_date.Add(token[4..6]) || !_date.Add(token[6..8]))
        {
            return false;
        }
        if (token.Length > 8)
        {
            (_hour, _minute) = (Number(token[8..10]), Number(token[10..12]));
            _second = token.Length > 12 ? Number(token[12..]) : _second;
        }
        return true;
    }

    private bool TakeUnit(double value)
    {
        var skipped = At(1) == " " ? 1 : 0;
        var unit = At(1 + skipped)?.ToLowerInvariant() ?? "";
        if (Hours.Contains(unit))
        {
            _hour = value;
        }
        else if (Minutes.Contains(unit) && (_hour is not null || unit.Length > 1))
        {
            _minute = value;
        }
        else if (Seconds.Contains(unit))
        {
            _second = value;
        }
        else
        {
            return false;
        }
        _at += 1 + skipped;
        return true;
    }

    private bool TakeClock(double hour, string minutes)
    {
        if (!IsNumber(minutes))
        {
            return false;
        }
        (_hour, _minute) = (hour, Number(minutes));
        _at += 2;
        if (At(1) == ":" && At(2) is { } seconds)
        {
            if (!IsNumber(seconds))
            {
                return false;
            }
            _second = Number(seconds);
            _at += 2;
        }
        return true;
    }

    private bool TakeSeparated(string token, string separator)
    {
        if (!_date.Add(token))
        {
            return false;
        }
        _at++;
        if (At(1) is { } second && !Jumps.Contains(second.ToLowerInvariant()))
        {
            if (!TakePart(second))
            {
                return false;
            }
            _at++;
            if (At(1) == separator)
            {
                if (At(2) is not { } third || !TakePart(third))
                {
                    return false;
                }
                _at += 2;
            }
        }
        return true;
    }

    private bool TakePart(string token) =>
        Month(token.ToLowerInvariant()) is { } month ? _date.Add(month, isYear: false, 'M') : _date.Add(token);

    private bool TakeMonth(int month)
    {
        if (!_date.Add(month, isYear: false, 'M'))
        {
            return false;
        }
        if (At(1) is not ("-" or "/") || At(2) is not { } next)
        {
            return At(1) is not ("-" or "/");
        }
        var separator = At(1);
        _at += 2;
        if (!_date.Add(next))
        {
            return false;
        }
        if (At(1) == separator && At(2) is { } last)
        {
            _at += 2;
            return _date.Add(last);
        }
        return true;
    }

    private bool TakeHalf(double? hour)
    {
        var isPossible = !_hasHalf && hour is >= 0 and <= 12;
        _hasHalf = true;
        return isPossible;
    }

    private bool TakeOffset()
    {
        if (At(1) is not { } hours || !hours.All(char.IsAsciiDigit) || hours.Length is 3 or > 4)
        {
            return false;
        }
        _hasZone = true;
        _at++;
        if (hours.Length <= 2 && At(1) == ":" && At(2) is { } minutes && IsNumber(minutes))
        {
            _at += 2;
        }
        return true;
    }

    private string? At(int ahead) => _at + ahead < tokens.Count ? tokens[_at + ahead] : null;

    private static bool IsNumber(string token) => double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static double Number(string token) => double.Parse(token, CultureInfo.InvariantCulture);

    private static int? Month(string word) =>
        Array.FindIndex(Months, names => names.Contains(word)) is var index and >= 0 ? index + 1 : null;
}
