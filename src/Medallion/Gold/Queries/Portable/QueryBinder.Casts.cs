using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

internal sealed partial class QueryBinder
{
    private const int Int64Precision = 18;

    /// <summary>A value of the type that both engines bring it to without being told.</summary>
    private static string Coerce(Term term, SqlType type, int location)
    {
        if (term.Type == type)
        {
            return term.Sql;
        }
        if (term.Type.Kind == SqlKind.Null)
        {
            return type.Kind == SqlKind.Null ? term.Sql : SparkText.Cast("NULL", type);
        }
        if (term.Text is { } text && Literal(text, type) is { } literal)
        {
            return literal;
        }
        var isWider = (term.Type.IsExact && type.IsNumber) || (term.Type.Kind == SqlKind.Float && type.Kind == SqlKind.Double)
            || (term.Type.IsTime && type.IsTime && type.Kind > term.Type.Kind);
        return isWider
            ? SparkText.Cast(term.Sql, type)
            : throw new NotPortableException(location, $"{term.Type} beside {type}", "the engines bring them to other types",
                $"Write CAST(... AS {type}).");
    }

    private static SqlType CommonOf(IReadOnlyList<Term> terms, int location, string construct)
    {
        var typed = terms.Where(term => term.Text is null).ToList();
        var narrow = typed.Any(term => term.Whole is null && term.Type.IsWhole);
        var type = typed.Select(term => term.Whole is { } whole && narrow ? TypeRules.Narrowest(whole) : term.Type)
            .Aggregate((SqlType?)SqlType.Null, (l, r) => l is null ? null : TypeRules.Common(l, r));
        if (type?.Kind == SqlKind.Null && typed.Count < terms.Count)
        {
            type = SqlType.Text;
        }
        return type ?? throw new NotPortableException(location,
            $"{construct} of {string.Join(" and ", terms.Select(term => term.Type.Name).Distinct())}",
            "the engines bring them to other types", "Cast them to one type.");
    }

    // A text beside a value of another type is read as one of that type.
    private static string? Literal(string text, SqlType type)
    {
        switch (type.Kind)
        {
            case SqlKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                return $"DATE'{text}'";
            case SqlKind.Timestamp or SqlKind.TimestampTz:
                var match = TimeLiteral().Match(text);
                if (!match.Success || !DateTime.TryParse(match.Groups["time"].Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                {
                    return null;
                }
                var zone = match.Groups["zone"].Value;
                var time = match.Groups["time"].Value + (match.Groups["time"].Length == 10 ? " 00:00:00" : "");
                var instant = zone.Length == 0 ? "+00:00" : zone is "Z" or "z" ? "+00:00" : zone.Length == 3 ? zone + ":00" : zone;
                return type.Kind == SqlKind.TimestampTz ? $"TIMESTAMP'{time}{instant}'"
                    : zone.Length == 0 ? $"TIMESTAMP_NTZ'{time}'" : null;
            case >= SqlKind.TinyInt and <= SqlKind.HugeInt when PlainWhole().IsMatch(text):
            case SqlKind.Decimal when PlainNumber().IsMatch(text):
                return SparkText.Cast(SparkText.Quote(text), type);
            case SqlKind.Boolean when text is "true" or "false" or "t" or "f":
                return text[0] == 't' ? "true" : "false";
            case SqlKind.Double when PlainNumber().IsMatch(text) || text is "NaN" or "Infinity" or "-Infinity" or "nan" or "inf" or "-inf":
                return SparkText.Cast(SparkText.Quote(text), type);
            default:
                return null;
        }
    }

    private static Term Cast(Term term, SqlType type, bool isTry, int location)
    {
        if (term.Type == type)
        {
            return term with { Text = null, Whole = null };
        }
        if (term.Type.Kind == SqlKind.Null || (term.Text is { } text && type.Kind != SqlKind.Text && Literal(text, type) is not null))
        {
            var literal = Coerce(term, type, location);
            return new Term(isTry ? literal.Replace("CAST(", "TRY_CAST(", StringComparison.Ordinal) : literal, type);
        }
        var cast = isTry ? "TRY_CAST" : "CAST";
        var spark = (term.Type.Kind, type.Kind) switch
        {
            (SqlKind.Decimal, >= SqlKind.TinyInt and <= SqlKind.HugeInt) => $"{cast}(round({term.Sql}, 0) AS {type.SparkName})",
            (SqlKind.Double or SqlKind.Float, >= SqlKind.TinyInt and <= SqlKind.BigInt) =>
                $"{cast}(rint({term.Sql}) AS {type.SparkName})",
            (SqlKind.Double, SqlKind.Decimal) when type.Precision <= Int64Precision =>
                $"{cast}(CAST({cast}(rint({term.Sql} * 1e{type.Scale}D + signum({term.Sql}) * 1e-9D) AS BIGINT) AS DECIMAL(18,0))"
                + $" * {SparkText.Cast($"'1E-{type.Scale}'", SqlType.Decimal(type.Scale + 1, type.Scale))} AS {type.SparkName})",
            _ when term.Type.IsExact && type.IsNumber => Plain(),
            (SqlKind.Float, SqlKind.Double) or (SqlKind.Double, SqlKind.Float) => Plain(),
            (SqlKind.Boolean, _) when type.IsWhole && type.Kind != SqlKind.HugeInt => Plain(),
            (_, SqlKind.Boolean) when term.Type.IsWhole && term.Type.Kind != SqlKind.HugeInt => Plain(),
            (_, SqlKind.Text) when term.Type.IsExact || term.Type.Kind is SqlKind.Boolean or SqlKind.Date or SqlKind.Timestamp => Plain(),
            (SqlKind.TimestampTz, SqlKind.Text) => $"(CAST({term.Sql} AS STRING) || '+00')",
            (SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz, SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz) => Plain(),
            (SqlKind.Text, _) when TextCasts.Write(term.Sql, type, cast) is { } read => read,
            _ => throw new NotPortableException(location, $"A cast of {term.Type} to {type}", "the engines give other values or texts",
                type.Kind == SqlKind.Text ? "Cast to a DECIMAL or a DATE first." : "Cast by way of VARCHAR, DECIMAL or DATE."),
        };
        return new Term(spark, type);

        string Plain() => $"{cast}({term.Sql} AS {type.SparkName})";
    }

    private static SqlType TypeOf(JsonElement node, int location)
    {
        var info = node.Child("type_info");
        return node.Text("id") switch
        {
            "BOOLEAN" => SqlType.Boolean,
            "TINYINT" => SqlType.TinyInt,
            "SMALLINT" => new SqlType(SqlKind.SmallInt),
            "INTEGER" => SqlType.Integer,
            "BIGINT" => SqlType.BigInt,
            "HUGEINT" => SqlType.HugeInt,
            "FLOAT" => new SqlType(SqlKind.Float),
            "DOUBLE" => SqlType.Double,
            "VARCHAR" => SqlType.Text,
            "BLOB" => SqlType.Binary,
            "DATE" => SqlType.Date,
            "TIMESTAMP" => SqlType.Timestamp,
            "TIMESTAMP WITH TIME ZONE" => SqlType.TimestampTz,
            "DECIMAL" when info is { } number => SqlType.Decimal(number.GetProperty("width").GetInt32(), number.GetProperty("scale").GetInt32()),
            "LIST" when info?.Child("child_type") is { } element => SqlType.List(TypeOf(element, location)),
            var id => throw new NotPortableException(location, $"The type {id}", "Spark has none that keeps the same values",
                "Use a signed whole number, DECIMAL, DOUBLE, VARCHAR, DATE, TIMESTAMP or BOOLEAN."),
        };
    }

    [GeneratedRegex(@"^(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?)?)(?<zone>Z|z|[+-][0-9]{2}(:[0-9]{2})?)?\z")]
    private static partial Regex TimeLiteral();

    [GeneratedRegex(@"^[+-]?[0-9]+\z")]
    private static partial Regex PlainWhole();

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex PlainNumber();
}
