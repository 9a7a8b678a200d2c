using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>Writes a conversion that loses nothing: null where the value has none of the type.</summary>
internal static class StrictCast
{
    private const string WholeNumber = @"^-?(0|[1-9][0-9]*)\z";
    private const string AnyNumber = @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z";
    private const string Day = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z";
    private const string LocalTime = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?";
    private const string Instant = LocalTime + @"(Z|[+-][0-9]{2}:[0-9]{2})\z";

    /// <summary>The value of one type as another, for what <see cref="Contracts.Versions.UpcastTypes.CanCast"/> allows.</summary>
    public static string Compile(Dialect dialect, FieldType to, FieldType from, string value)
    {
        if (to is FieldType.Text)
        {
            return $"CAST({value} AS {dialect.Text})";
        }
        var converted = Dialect.Fill(dialect.TryCast, value, dialect.TypeName(to));
        if (from is not FieldType.Text)
        {
            // Back again it has to be what it was: nothing was rounded.
            return $"CASE WHEN {Dialect.Fill(dialect.TryCast, converted, dialect.TypeName(from))} = {value} THEN {converted} END";
        }
        var form = to switch
        {
            FieldType.Integer => WholeNumber,
            FieldType.Decimal { Scale: 0 } => @"^-?(0|[1-9][0-9]*)(\.0+)?\z",
            FieldType.Decimal d => $@"^-?(0|[1-9][0-9]*)(\.[0-9]{{1,{d.Scale}}}0*)?\z",
            FieldType.Boolean => @"^(true|false)\z",
            FieldType.Date => Day,
            FieldType.Timestamp => Instant,
            FieldType.TimestampNtz => LocalTime + @"\z",
            _ => AnyNumber,
        };
        return $"CASE WHEN {Dialect.Fill(dialect.PatternFound, value, dialect.Quote(form))} THEN {converted} END";
    }
}
