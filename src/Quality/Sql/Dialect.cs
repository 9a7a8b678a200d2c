using System.Globalization;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// How an engine writes what the compilers need: a table of names and templates. In templates <c>{0}</c>,
/// <c>{1}</c> … stand for the arguments.
/// </summary>
public sealed record Dialect
{
    /// <summary>DuckDB 1.5.</summary>
    public static readonly Dialect DuckDb = new()
    {
        Name = "duckdb",
        NameQuote = '"',
        Int32 = "INTEGER",
        Int64 = "BIGINT",
        Text = "VARCHAR",
        Double = "DOUBLE",
        Float = "FLOAT",
        Boolean = "BOOLEAN",
        Date = "DATE",
        Timestamp = "TIMESTAMPTZ",
        TimestampNtz = "TIMESTAMP",
        Decimal = "DECIMAL({0}, {1})",
        Lambda = "lambda {0}: {1}",
        LambdaWithIndex = "lambda {0}, {1}: {2}",
        List = "[{0}]",
        ListContains = "list_contains({0}, {1})",
        ListSize = "len({0})",
        ListItem = "{0}[{1} + 1]",
        ListFilter = "list_filter({0}, {1})",
        ListTransform = "list_transform({0}, {1})",
        ListSort = "list_sort({0})",
        ListFlatten = "flatten({0})",
        Indexes = "range({0})",
        Struct = "{{{0}}}",
        StructMember = "'{0}': {1}",
        PatternFound = "regexp_matches({0}, {1})",
        CharacterCount = "length({0})",
        Microseconds = "epoch_us({0})",
        UtcDate = "CAST(make_timestamp(epoch_us({0})) AS DATE)",
        DaysBefore = "({0} - {1})",
        Try = "TRY({0})",
        TryCast = "TRY_CAST({0} AS {1})",
        ListType = "{0}[]",
        StructType = "STRUCT({0})",
        StructTypeMember = "{0} {1}",
    };

    /// <summary>Spark 4 in ANSI mode, in a session whose time zone is UTC.</summary>
    public static readonly Dialect Spark = new()
    {
        Name = "spark",
        NameQuote = '`',
        HasBackslashEscapes = true,
        HasJavaPatterns = true,
        Int32 = "INT",
        Int64 = "BIGINT",
        Text = "STRING",
        Double = "DOUBLE",
        Float = "FLOAT",
        Boolean = "BOOLEAN",
        Date = "DATE",
        Timestamp = "TIMESTAMP",
        TimestampNtz = "TIMESTAMP_NTZ",
        Decimal = "DECIMAL({0}, {1})",
        Lambda = "{0} -> {1}",
        LambdaWithIndex = "({0}, {1}) -> {2}",
        List = "array({0})",
        ListContains = "array_contains({0}, {1})",
        ListSize = "array_size({0})",
        ListItem = "get({0}, {1})",
        ListFilter = "filter({0}, {1})",
        ListTransform = "transform({0}, {1})",
        ListSort = "array_sort({0})",
        ListFlatten = "flatten({0})",
        // A sequence from 0 to -1 would count down.
        Indexes = "slice(sequence(0, {0}), 1, {0})",
        Struct = "named_struct({0})",
        StructMember = "'{0}', {1}",
        PatternFound = "({0} RLIKE {1})",
        CharacterCount = "length({0})",
        Microseconds = "unix_micros(CAST({0} AS TIMESTAMP))",
        UtcDate = "CAST({0} AS DATE)",
        DaysBefore = "date_sub({0}, {1})",
        Try = null,
        TryCast = "try_cast({0} AS {1})",
        ListType = "ARRAY<{0}>",
        StructType = "STRUCT<{0}>",
        StructTypeMember = "{0}: {1}",
    };

    /// <summary>The engine's name, as snapshots and projects write it.</summary>
    public required string Name { get; init; }

    /// <summary>The character around names; doubled inside of them.</summary>
    public required char NameQuote { get; init; }

    /// <summary>Whether a backslash in a text begins an escape.</summary>
    /// <value>Default false.</value>
    public bool HasBackslashEscapes { get; init; }

    /// <summary>Whether patterns are Java's, whose <c>$</c> also stands before a last line end.</summary>
    /// <value>Default false.</value>
    public bool HasJavaPatterns { get; init; }

    /// <summary>The type of a whole number of 32 bits.</summary>
    public required string Int32 { get; init; }

    /// <summary>The type of a whole number of 64 bits.</summary>
    public required string Int64 { get; init; }

    /// <summary>The type of text.</summary>
    public required string Text { get; init; }

    /// <summary>The type of a 64-bit binary fraction.</summary>
    public required string Double { get; init; }

    /// <summary>The type of a 32-bit binary fraction.</summary>
    public required string Float { get; init; }

    /// <summary>The type of a truth value.</summary>
    public required string Boolean { get; init; }

    /// <summary>The type of a day.</summary>
    public required string Date { get; init; }

    /// <summary>The type of an instant.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The type of a date and time without zone.</summary>
    public required string TimestampNtz { get; init; }

    /// <summary>The type of an exact number: precision, scale.</summary>
    public required string Decimal { get; init; }

    /// <summary>A function of one variable: variable, body.</summary>
    public required string Lambda { get; init; }

    /// <summary>A function of an element and its index, counted as the engine counts: variable, index, body.</summary>
    public required string LambdaWithIndex { get; init; }

    /// <summary>A list of items separated by commas.</summary>
    public required string List { get; init; }

    /// <summary>Whether a list holds a value, null for null: list, value.</summary>
    public required string ListContains { get; init; }

    /// <summary>The number of items of a list.</summary>
    public required string ListSize { get; init; }

    /// <summary>An item of a list: list, index counted from 0.</summary>
    public required string ListItem { get; init; }

    /// <summary>The items for which a function is true: list, function.</summary>
    public required string ListFilter { get; init; }

    /// <summary>The results of a function over the items: list, function.</summary>
    public required string ListTransform { get; init; }

    /// <summary>A list in ascending order; structs compare member by member.</summary>
    public required string ListSort { get; init; }

    /// <summary>The items of the lists in a list.</summary>
    public required string ListFlatten { get; init; }

    /// <summary>The numbers from 0 up to, without, a number.</summary>
    public required string Indexes { get; init; }

    /// <summary>A struct of members separated by commas.</summary>
    public required string Struct { get; init; }

    /// <summary>A member of a struct: name, value.</summary>
    public required string StructMember { get; init; }

    /// <summary>Whether a pattern is found somewhere in a text: text, pattern.</summary>
    public required string PatternFound { get; init; }

    /// <summary>The number of Unicode code points of a text.</summary>
    public required string CharacterCount { get; init; }

    /// <summary>The microseconds since 1970-01-01 of an instant, or of a time without zone read as UTC.</summary>
    public required string Microseconds { get; init; }

    /// <summary>The UTC date of an instant, or the date of a time without zone.</summary>
    public required string UtcDate { get; init; }

    /// <summary>A day some days earlier: day, number.</summary>
    public required string DaysBefore { get; init; }

    /// <summary>An expression that is null where it cannot be evaluated; null where an engine has none, and so no rules.</summary>
    public required string? Try { get; init; }

    /// <summary>A value as another type, null where it is none: value, type.</summary>
    public required string TryCast { get; init; }

    /// <summary>The type of a list: type of its items.</summary>
    public required string ListType { get; init; }

    /// <summary>The type of a struct: members separated by commas.</summary>
    public required string StructType { get; init; }

    /// <summary>A member of the type of a struct: name, type.</summary>
    public required string StructTypeMember { get; init; }

    /// <summary>A name in quotes.</summary>
    public string Identifier(string name)
    {
        var quote = NameQuote.ToString();
        return quote + name.Replace(quote, quote + quote, StringComparison.Ordinal) + quote;
    }

    /// <summary>A column, or a member of a struct column, by its path: names with points between them.</summary>
    public string Path(string path) => string.Join('.', path.Split('.').Select(Identifier));

    /// <summary>A text in single quotes.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character, which SQL text cannot carry.</exception>
    public string Quote(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("SQL text cannot carry a NUL character.", nameof(text));
        }

        return HasBackslashEscapes
            ? $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'"
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>The name of a type.</summary>
    public string TypeName(FieldType type) => type switch
    {
        FieldType.Text => Text,
        FieldType.Integer { Bits: 32 } => Int32,
        FieldType.Integer => Int64,
        FieldType.Decimal d => Fill(Decimal, d.Precision.ToString(), d.Scale.ToString()),
        FieldType.Double => Double,
        FieldType.Float => Float,
        FieldType.Boolean => Boolean,
        FieldType.Date => Date,
        FieldType.Timestamp => Timestamp,
        FieldType.TimestampNtz => TimestampNtz,
        FieldType.Array a => Fill(ListType, TypeName(a.Element.Type)),
        FieldType.Object o => Fill(StructType, string.Join(", ", o.Fields.Select(field =>
            Fill(StructTypeMember, Identifier(field.Name), TypeName(field.Type))))),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The type has no name."),
    };

    /// <summary>A value of a type, from the canonical text that checks hold.</summary>
    public string Literal(FieldType type, string text) => type switch
    {
        FieldType.Text => Quote(text),
        FieldType.Boolean => text == "true" ? "TRUE" : "FALSE",
        _ => $"CAST({Quote(text)} AS {TypeName(type)})",
    };

    /// <summary>A template with its arguments.</summary>
    internal static string Fill(string template, params string[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, template, arguments);
}
