using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Finds the type of a single-valued property from <c>logicalType</c>, its options and <c>physicalType</c>.</summary>
internal static partial class TypeReader
{
    public static readonly string[] LogicalTypes =
        ["string", "date", "timestamp", "time", "number", "integer", "object", "array", "boolean", "map", "vector"];

    private static readonly FieldType.Decimal DefaultDecimal = new(38, 9);

    private static readonly string[] IsoForms =
    [
        "iso8601", "ISO8601", "iso-8601", "ISO 8601", "date", "date-time", "yyyy-MM-dd", "YYYY-MM-DD",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.SSSZ", "yyyy-MM-ddTHH:mm:ss.SSSSSSZ",
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssZ", "yyyy-MM-dd HH:mm:ssXXX",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssZ", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ssXXX",
        "yyyy-MM-dd'T'HH:mm:ss.SSSZ", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "YYYY-MM-DDTHH:mm:ss.SSS[Z]", "HH:mm:ss",
    ];

    private static readonly Dictionary<string, TextFormat> TextFormats = new()
    {
        ["uuid"] = TextFormat.Uuid,
        ["email"] = TextFormat.Email,
        ["uri"] = TextFormat.Uri,
        ["hostname"] = TextFormat.Hostname,
        ["ipv4"] = TextFormat.Ipv4,
        ["ipv6"] = TextFormat.Ipv6,
        ["byte"] = TextFormat.Base64,
        ["password"] = TextFormat.Any,
    };

    /// <summary>The type, or null after a report. Objects and arrays are not for this reader.</summary>
    public static FieldType? Read(MappingReader property, string logicalType, MappingReader? options) => logicalType switch
    {
        "string" => ReadText(options),
        "integer" => ReadInteger(property, options),
        "number" => ReadNumber(property, options),
        "boolean" => new FieldType.Boolean(),
        "date" => ReadIso(options) ? new FieldType.Date() : null,
        "time" => ReadIso(options) ? new FieldType.Text(TextFormat.Time) : null,
        "timestamp" => ReadTimestamp(options),
        _ => throw new ArgumentOutOfRangeException(nameof(logicalType), logicalType, "Not a single-valued type."),
    };

    private static FieldType.Text? ReadText(MappingReader? options)
    {
        if (options?.Text("format") is not { } format)
        {
            return new FieldType.Text();
        }
        if (TextFormats.TryGetValue(format, out var known))
        {
            return new FieldType.Text(known);
        }
        options.Report(ErrorCodes.NotAvailable, "format", $"the format '{format}' is not available",
            NameGuess.Suggest(format, TextFormats.Keys) + " Or give a 'pattern'.");
        return null;
    }

    private static FieldType.Integer? ReadInteger(MappingReader property, MappingReader? options)
    {
        var key = options?.Has("format") == true ? "format" : "physicalType";
        var owner = key == "format" ? options! : property;
        if (IntegerOf(owner.Text(key)?.ToLowerInvariant() ?? "i64") is { } integer)
        {
            return integer;
        }
        owner.Report(ErrorCodes.BadType, key, $"'{owner.Peek(key)}' is no width of whole numbers for {property.Subject}",
            "Use int or i32 (32 bits), or bigint or i64 (64 bits), with minimum and maximum where it is narrower.");
        return null;
    }

    private static FieldType.Integer? IntegerOf(string width) => width switch
    {
        "i64" or "bigint" or "long" or "int8" or "int64" => new FieldType.Integer(64),
        "i32" or "int" or "integer" or "int4" or "int32" => new FieldType.Integer(32),
        "i8" or "i16" or "u8" or "u16" => new FieldType.Integer(32),
        "u32" => new FieldType.Integer(64),
        _ => null,
    };

    private static FieldType? ReadNumber(MappingReader property, MappingReader? options)
    {
        if (options?.Choice("format", ["f32", "f64"]) is { } format)
        {
            return format == "f32" ? new FieldType.Float() : new FieldType.Double();
        }
        var physical = property.Text("physicalType")?.ToLowerInvariant();
        switch (physical)
        {
            case null or "decimal" or "numeric" or "number":
                return DefaultDecimal;
            case "double" or "double precision" or "float64" or "f64":
                return new FieldType.Double();
            case "float" or "real" or "float32" or "f32":
                return new FieldType.Float();
        }
        if (IntegerOf(physical) is { } integer)
        {
            return integer;
        }
        if (DecimalForm().IsMatch(physical))
        {
            var digits = physical.AsSpan(physical.IndexOf('(', StringComparison.Ordinal) + 1).TrimEnd(')');
            var comma = digits.IndexOf(',');
            var precision = int.Parse(comma < 0 ? digits : digits[..comma], CultureInfo.InvariantCulture);
            var scale = comma < 0 ? 0 : int.Parse(digits[(comma + 1)..], CultureInfo.InvariantCulture);
            if (precision is >= 1 and <= 38 && scale <= precision)
            {
                return new FieldType.Decimal(precision, scale);
            }
        }
        property.Report(ErrorCodes.BadType, "physicalType",
            $"'{property.Peek("physicalType")}' is no type of numbers for {property.Subject}",
            "Use decimal(p,s) with p up to 38 and s up to p, double, float, int or bigint.");
        return null;
    }

    private static FieldType? ReadTimestamp(MappingReader? options)
    {
        var isIso = ReadIso(options);
        var zoned = options?.Flag("timezone") ?? true;
        if (options?.Text("defaultTimezone") is { } zone && zone is not ("UTC" or "Etc/UTC"))
        {
            options.Report(ErrorCodes.NotAvailable, "defaultTimezone", "default time zones are not available yet",
                "Send times with a zone and remove 'defaultTimezone'.");
            return null;
        }
        return !isIso ? null : zoned ? new FieldType.Timestamp() : new FieldType.TimestampNtz();
    }

    private static bool ReadIso(MappingReader? options)
    {
        if (options?.Text("format") is not { } format || IsoForms.Contains(format, StringComparer.Ordinal))
        {
            return true;
        }
        options.Report(ErrorCodes.NotAvailable, "format", $"the time format '{format}' is not available yet",
            "Times are read in ISO 8601 (2024-12-31, 2024-12-31T23:59:59Z); remove 'format' or declare a string.");
        return false;
    }

    [GeneratedRegex(@"^(decimal|numeric|number) *\( *[0-9]{1,4} *(, *[0-9]{1,4} *)?\)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalForm();
}
