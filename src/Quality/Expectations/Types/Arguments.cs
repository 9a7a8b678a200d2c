namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Arguments that several types take.</summary>
internal static class Arguments
{
    public static readonly ExpectationArgument Column = new("column", ArgumentKind.Column, IsRequired: true);
    public static readonly ExpectationArgument ColumnA = new("column_A", ArgumentKind.Column, IsRequired: true);
    public static readonly ExpectationArgument ColumnB = new("column_B", ArgumentKind.Column, IsRequired: true);
    public static readonly ExpectationArgument ColumnList = new("column_list", ArgumentKind.Columns, IsRequired: true);
    public static readonly ExpectationArgument ValueSet = new("value_set", ArgumentKind.Values, IsRequired: true);
    public static readonly ExpectationArgument MatchOn = new("match_on", ArgumentKind.Text) { Choices = ["any", "all"] };
    public static readonly ExpectationArgument Strictly = new("strictly", ArgumentKind.Flag);

    public static readonly ExpectationArgument IgnorePair = new("ignore_row_if", ArgumentKind.Text)
    {
        Choices = ["both_values_are_missing", "either_value_is_missing", "neither"],
    };

    public static readonly ExpectationArgument IgnoreRecord = new("ignore_row_if", ArgumentKind.Text)
    {
        Choices = ["all_values_are_missing", "any_value_is_missing", "never"],
    };

    public static readonly IReadOnlyList<ExpectationArgument> Bounds =
    [
        new("min_value", ArgumentKind.Bound), new("max_value", ArgumentKind.Bound),
        new("strict_min", ArgumentKind.Flag), new("strict_max", ArgumentKind.Flag),
    ];
}
