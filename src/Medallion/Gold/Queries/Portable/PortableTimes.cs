namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>The portable functions of dates and times.</summary>
internal static class PortableTimes
{
    private static readonly string[] Units =
        ["year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond"];

    private static readonly (char Code, string Spark)[] Formats =
        [('Y', "yyyy"), ('m', "MM"), ('d', "dd"), ('H', "HH"), ('M', "mm"), ('S', "ss"), ('f', "SSSSSS"), ('j', "DDD"), ('%', "'%'")];

    public static readonly IReadOnlyList<PortableFunction> List =
    [
        new("+(date, whole)", "date", "date_add({0}, {1})") { Write = a => new Term($"date_add({a[0].Sql}, CAST({a[1].Sql} AS INT))", SqlType.Date) },
        new("-(date, whole)", "date", "date_sub({0}, {1})") { Write = a => new Term($"date_sub({a[0].Sql}, CAST({a[1].Sql} AS INT))", SqlType.Date) },
        new("-(date, date)", "bigint", "CAST(datediff({0}, {1}) AS BIGINT)", "Spark gives an interval"),
        new("+(time, interval)", "timestamp", "({0} + {1})", "DuckDB gives a TIMESTAMP for a DATE, Spark a DATE") { Write = a => Shift(a, "+") },
        new("-(time, interval)", "timestamp", "({0} - {1})", "as +") { Write = a => Shift(a, "-") },
        new("date_trunc('text', time)", "timestamp", "date_trunc({0}, {1})", "DuckDB gives a TIMESTAMP for a DATE; weeks begin on Monday") { Write = Truncated },
        new("date_part('text', time)", "bigint", "extract({0} FROM {1})", "extract(part FROM x). Whole seconds; Sunday is dow 0 and isodow 7") { Write = a => Part(a[0].Text!, a[1]) },
        new("year(time)", "bigint", "extract(YEAR FROM {0})") { Write = a => Part("year", a[0]) },
        new("quarter(time)", "bigint", "extract(QUARTER FROM {0})") { Write = a => Part("quarter", a[0]) },
        new("month(time)", "bigint", "extract(MONTH FROM {0})") { Write = a => Part("month", a[0]) },
        new("week(time)", "bigint", "extract(WEEK FROM {0})", "ISO 8601") { Write = a => Part("week", a[0]) },
        new("day(time)", "bigint", "extract(DAY FROM {0})") { Write = a => Part("day", a[0]) },
        new("hour(time)", "bigint", "extract(HOUR FROM {0})") { Write = a => Part("hour", a[0]) },
        new("minute(time)", "bigint", "extract(MINUTE FROM {0})") { Write = a => Part("minute", a[0]) },
        new("second(time)", "bigint", "extract(SECOND FROM {0})", "Spark gives the fraction too") { Write = a => Part("second", a[0]) },
        new("dayofweek(time)", "bigint", "dayofweek({0}) - 1", "Sunday is 0") { Write = a => Part("dow", a[0]) },
        new("isodow(time)", "bigint", "weekday({0}) + 1", "Monday is 1") { Write = a => Part("isodow", a[0]) },
        new("dayofyear(time)", "bigint", "dayofyear({0})") { Write = a => Part("doy", a[0]) },
        new("date_diff('text', time, time)", "bigint", "datediff({2}, {1})", "days only: DuckDB counts borders, Spark whole units; for the rest subtract epoch_us") { Write = Days },
        new("datediff('text', time, time)", "bigint", "datediff({2}, {1})", "as date_diff") { Write = Days },
        new("last_day(time)", "date", "last_day({0})") { Write = a => new Term($"last_day(CAST({a[0].Sql} AS DATE))", SqlType.Date) },
        new("make_date(whole, whole, whole)", "date", "make_date({0}, {1}, {2})") { Write = a => new Term($"make_date({string.Join(", ", a.Select(t => $"CAST({t.Sql} AS INT)"))})", SqlType.Date) },
        new("make_timestamp(whole)", "timestamp", "timestamp_micros({0})", "microseconds since 1970") { Write = a => new Term($"CAST(timestamp_micros({a[0].Sql}) AS TIMESTAMP_NTZ)", SqlType.Timestamp) },
        new("epoch_ms(whole)", "timestamp", "timestamp_millis({0})", "milliseconds since 1970") { Write = a => new Term($"CAST(timestamp_millis({a[0].Sql}) AS TIMESTAMP_NTZ)", SqlType.Timestamp) },
        new("epoch_us(time)", "bigint", "unix_micros({0})", "a time without zone as UTC") { Write = a => new Term($"unix_micros(CAST({a[0].Sql} AS TIMESTAMP))", SqlType.BigInt) },
        new("epoch_ms(time)", "bigint", "unix_millis({0})", "a time without zone as UTC") { Write = a => new Term($"unix_millis(CAST({a[0].Sql} AS TIMESTAMP))", SqlType.BigInt) },
        new("strftime(time, 'text')", "text", "date_format({0}, …)", "%Y %m %d %H %M %S %f %j %% and plain signs; years of four digits") { Write = a => Formatted(a[0], a[1].Text!) },
        new("timezone('text', instant)", "timestamp", "convert_timezone('UTC', {0}, {1})", "x AT TIME ZONE 'Europe/Berlin'. Zones follow each engine's time zone table") { Write = a =>
            new Term($"convert_timezone('UTC', {a[0].Sql}, CAST({a[1].Sql} AS TIMESTAMP_NTZ))", SqlType.Timestamp) },
        .. new[] { "years:YEAR", "months:MONTH", "weeks:WEEK", "days:DAY", "hours:HOUR", "minutes:MINUTE", "seconds:SECOND" }
            .Select(unit => unit.Split(':')).Select(unit => new PortableFunction(
                $"to_{unit[0]}('whole')", "interval", $"INTERVAL '…' {unit[1]}", $"INTERVAL n {unit[1]}, to add to a date or time")
            { Write = a => new Term($"INTERVAL '{a[0].Whole}' {unit[1]}", SqlType.Interval) }),
    ];

    private static Term Shift(IReadOnlyList<Term> a, string operation)
    {
        var type = a[0].Type == SqlType.Date ? SqlType.Timestamp : a[0].Type;
        var time = a[0].Type == SqlType.Date ? SparkText.Cast(a[0].Sql, type) : a[0].Sql;
        return new Term($"({time} {operation} {a[1].Sql})", type);
    }

    private static Term? Truncated(IReadOnlyList<Term> a)
    {
        var unit = a[0].Text!.ToLowerInvariant();
        if (!Units.Contains(unit))
        {
            return null;
        }
        var type = a[1].Type == SqlType.TimestampTz ? SqlType.TimestampTz : SqlType.Timestamp;
        var sql = $"date_trunc('{unit.ToUpperInvariant()}', {SparkText.Cast(a[1].Sql, SqlType.TimestampTz)})";
        return new Term(type == SqlType.Timestamp ? SparkText.Cast(sql, type) : sql, type);
    }

    private static Term? Part(string part, Term time)
    {
        var isDate = time.Type == SqlType.Date;
        var sql = part.ToLowerInvariant() switch
        {
            "year" or "quarter" or "month" or "week" or "day" => $"extract({part.ToUpperInvariant()} FROM {time.Sql})",
            "hour" or "minute" when isDate => null,
            "hour" or "minute" => $"extract({part.ToUpperInvariant()} FROM {time.Sql})",
            "second" when !isDate => $"floor(extract(SECOND FROM {time.Sql}))",
            "dow" or "dayofweek" => $"(dayofweek({time.Sql}) - 1)",
            "isodow" => $"(weekday({time.Sql}) + 1)",
            "doy" or "dayofyear" => $"dayofyear({time.Sql})",
            _ => null,
        };
        return sql is null ? null : new Term(SparkText.Cast(sql, SqlType.BigInt), SqlType.BigInt);
    }

    private static Term? Days(IReadOnlyList<Term> a) => a[0].Text!.ToLowerInvariant() is "day" or "days"
        ? new Term($"CAST(datediff(CAST({a[2].Sql} AS DATE), CAST({a[1].Sql} AS DATE)) AS BIGINT)", SqlType.BigInt) : null;

    private static Term? Formatted(Term time, string format)
    {
        var pattern = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                pattern.Append(char.IsAsciiLetter(format[i]) ? $"'{format[i]}'" : " -:/.,_".Contains(format[i], StringComparison.Ordinal) ? $"{format[i]}" : "\0");
            }
            else
            {
                pattern.Append(++i < format.Length ? Formats.FirstOrDefault(f => f.Code == format[i]).Spark ?? "\0" : "\0");
            }
        }
        var text = pattern.ToString();
        return text.Contains('\0', StringComparison.Ordinal) ? null
            : new Term($"date_format({SparkText.Cast(time.Sql, SqlType.TimestampTz)}, {SparkText.Quote(text)})", SqlType.Text);
    }
}
