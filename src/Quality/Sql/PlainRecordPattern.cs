using System.Globalization;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// The pattern, of Java, of plain records: JSON with declared members only, each of its declared type, and written so that
/// every parser reads the same value. A name may stand twice, and a required member may be missing; the rest is certain.
/// </summary>
/// <remarks>
/// Repetitions of groups are possessive, so the matcher neither tries again nor goes deeper than the contract does; those of single
/// characters are not, for Java is quicker at them. Between a name and its colon is no space, and names have no escapes, so
/// <c>":</c> stands at least once for each name.
/// </remarks>
internal static class PlainRecordPattern
{
    private const string Space = @"[ \t\n\r]*";

    private const string Escape =
        """\\(?:["\\/bfnrt]|u(?!0000)(?:[0-9a-cA-CefEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))""";

    private const string Characters = @"[^""\\\x00-\x1f]*";

    private const string Text = $"\"{Characters}(?:{Escape}{Characters})*+\"";

    private const string Day = "(?!0000|0001|9999)[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";

    private const string Time = @"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6}+)?+";

    /// <summary>Whether there are such records: every name can be written plainly, and is told from the others by Spark.</summary>
    public static bool Exists(RecordShape shape) => AreDistinct(shape.Columns) && shape.All.All(field =>
        !field.JsonName.AsSpan().ContainsAny('"', '\\') && !field.JsonName.Any(char.IsControl) && AreDistinct(field.Children));

    /// <summary>The pattern of the whole record.</summary>
    public static string Of(RecordShape shape) => $@"\A{Space}{Object(shape.Columns)}{Space}\z";

    private static bool AreDistinct(IReadOnlyList<RecordField> fields) =>
        fields.DistinctBy(field => field.JsonName, StringComparer.OrdinalIgnoreCase).Count() == fields.Count;

    // Behind a comma comes another member; where none comes, the object ends.
    private static string Object(IReadOnlyList<RecordField> fields)
    {
        var members = fields.GroupBy(ValueOf, field => Literal(field.JsonName))
            .Select(same => $"\"(?:{string.Join('|', same)})\":{Space}{same.Key}");
        return $$"""\{{{Space}}(?:(?:{{string.Join('|', members)}}){{Space}}(?:,{{Space}}(?=")|(?=\})))*+\}""";
    }

    private static string ValueOf(RecordField field)
    {
        var value = field.Type switch
        {
            FieldType.Object o => Object(o.Fields),
            FieldType.Array a => $@"\[{Space}(?:{ValueOf(a.Element)}{Space}(?:,{Space}(?!\])|(?=\])))*+\]",
            FieldType.Text => Text,
            FieldType.Boolean => "(?:true|false)",
            FieldType.Integer n => $"(?:0|-?+{Digits(n.Bits == 32 ? 9 : 18)})",
            FieldType.Decimal n => $"-?+{Number(n.Precision - n.Scale, n.Scale)}",
            // An exact number of so few digits keeps its sign and is rounded once.
            FieldType.Double or FieldType.Float => $"(?:-(?=[1-9]))?+{Number(15, 15)}",
            FieldType.Date => $"\"{Day}\"",
            FieldType.Timestamp => $"\"{Day}[T ]{Time}(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])\"",
            FieldType.TimestampNtz => $"\"{Day}[T ]{Time}\"",
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "There is no pattern for this type."),
        };
        return field.Required || field.Nulls == Nulls.Refused ? value : $"(?:{value}|null)";
    }

    private static string Number(int whole, int fraction) =>
        (whole == 0 ? "0" : $"(?:0|{Digits(whole)})") + (fraction == 0 ? "" : $@"(?:\.[0-9]{{1,{fraction}}}+0{{0,20}}+)?+");

    private static string Digits(int most) => $"[1-9][0-9]{{0,{most - 1}}}+";

    private static string Literal(string name) => string.Concat(name.EnumerateRunes().Select(rune =>
        rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_')
            ? rune.ToString()
            : string.Create(CultureInfo.InvariantCulture, $@"\x{{{rune.Value:x}}}")));
}
