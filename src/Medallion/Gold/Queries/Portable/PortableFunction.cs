namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>A line of the list of portable functions.</summary>
/// <param name="Form">Its name and the kinds of its arguments: <c>substr(text, whole, whole)</c>. A kind in quotes is a literal.</param>
/// <param name="Result">The kind of its value, <c>1</c> for the type of its first argument.</param>
/// <param name="Spark">
/// Spark's SQL. <c>{0}</c>, <c>{1}</c> … stand for the arguments; in an aggregate <c>{d}</c> for DISTINCT and <c>{o}</c> for what
/// follows its bracket: FILTER or OVER.
/// </param>
/// <param name="Note">What differs between the engines, and how the same is reached; empty when nothing does.</param>
internal sealed record PortableFunction(string Form, string Result, string Spark, string Note = "")
{
    /// <summary>Writes the call where a template cannot.</summary>
    public Func<IReadOnlyList<Term>, Term?>? Write { get; init; }

    public string Name { get; } = Form[..Form.IndexOf('(', StringComparison.Ordinal)];

    /// <summary>The kinds of the arguments; the last is repeated when the form ends in <c>...</c>.</summary>
    public IReadOnlyList<string> Kinds { get; } =
        Form[(Form.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The call with these arguments; null when they are of other kinds.</summary>
    public Term? Call(IReadOnlyList<Term> arguments)
    {
        var repeats = Kinds is [.., "..."];
        var count = repeats ? Kinds.Count - 1 : Kinds.Count;
        if (repeats ? arguments.Count < count : arguments.Count != count)
        {
            return null;
        }
        var given = new List<Term>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (As(Kinds[Math.Min(i, count - 1)], arguments[i]) is not { } argument)
            {
                return null;
            }
            given.Add(argument);
        }
        return Write is null
            ? new Term(SparkText.Fill(Spark, [.. given.Select(term => term.Sql)]), ResultOf(given))
            : Write(given);
    }

    private static Term? As(string kind, Term term) => kind switch
    {
        "text" => term.Type.Kind == SqlKind.Text ? term : OfNull(term, SqlType.Text),
        "'text'" => term.Text is null ? null : term,
        "whole" => term.Type.IsWhole && term.Type != SqlType.HugeInt ? term : OfNull(term, SqlType.Integer),
        "'whole'" => term.Whole is null ? null : term,
        "integer" => term.Type.Kind is >= SqlKind.TinyInt and <= SqlKind.Integer ? term : null,
        "bigint" => term.Type == SqlType.BigInt ? term : null,
        "hugeint" => term.Type == SqlType.HugeInt ? term : null,
        "decimal" => term.Type.Kind == SqlKind.Decimal ? term : null,
        "exact" => term.Type.IsExact ? term : null,
        "double" => term.Type.Kind == SqlKind.Double ? term : null,
        "number" when term.Type.IsNumber =>
            term.Type == SqlType.Double ? term : new Term(SparkText.Cast(term.Sql, SqlType.Double), SqlType.Double),
        "number" => OfNull(term, SqlType.Double),
        "boolean" => term.Type.Kind == SqlKind.Boolean ? term : OfNull(term, SqlType.Boolean),
        "date" => term.Type.Kind == SqlKind.Date ? term : null,
        "timestamp" => term.Type.Kind == SqlKind.Timestamp ? term : null,
        "instant" => term.Type.Kind == SqlKind.TimestampTz ? term : null,
        "time" => term.Type.IsTime ? term : null,
        "list" => term.Type.Kind == SqlKind.List ? term : null,
        "map" => term.Type.Kind == SqlKind.Map ? term : null,
        "binary" => term.Type.Kind == SqlKind.Binary ? term : null,
        "plain" => term.Type.IsNested || term.Type.Kind is SqlKind.Interval or SqlKind.Float ? null : term,
        "written" when term.Type.Kind == SqlKind.Null => null,
        "printable" or "written" => term.Type.Kind is SqlKind.Null or (>= SqlKind.Boolean and <= SqlKind.Decimal) or SqlKind.Text or SqlKind.Date or SqlKind.Timestamp
            ? new Term(term.Type.Kind == SqlKind.Text ? term.Sql : SparkText.Cast(term.Sql, SqlType.Text), SqlType.Text) : null,
        "interval" => term.Type.Kind == SqlKind.Interval ? term : null,
        "any" => term,
        _ => null,
    };

    private static Term? OfNull(Term term, SqlType type) =>
        term.Type.Kind == SqlKind.Null ? new Term(SparkText.Cast("NULL", type), type) : null;

    private SqlType ResultOf(List<Term> arguments) => Result switch
    {
        "1" => arguments[0].Type.Kind == SqlKind.Null ? SqlType.Integer : arguments[0].Type,
        "text" => SqlType.Text,
        "text[]" => SqlType.List(SqlType.Text),
        "boolean" => SqlType.Boolean,
        "tinyint" => SqlType.TinyInt,
        "integer" => SqlType.Integer,
        "bigint" => SqlType.BigInt,
        "hugeint" => SqlType.HugeInt,
        "double" => SqlType.Double,
        "date" => SqlType.Date,
        "timestamp" => SqlType.Timestamp,
        "instant" => SqlType.TimestampTz,
        "binary" => SqlType.Binary,
        "interval" => SqlType.Interval,
        "decimal(p,0)" => SqlType.Decimal(arguments[0].Type.Precision, 0),
        "decimal(38,s)" => SqlType.Decimal(SqlType.MaxPrecision, arguments[0].Type.Scale),
        _ => throw new InvalidOperationException($"No type is known as {Result}."),
    };
}
