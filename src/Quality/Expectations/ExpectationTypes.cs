using Lakehouse.Quality.Expectations.Types;
using static Lakehouse.Quality.Expectations.Types.Arguments;

namespace Lakehouse.Quality.Expectations;

/// <summary>All types of expectations that suites can have.</summary>
public static class ExpectationTypes
{
    internal const string RowCountOfOtherTable = "expect_table_row_count_to_equal_other_table";

    /// <summary>The types, by name.</summary>
    public static IReadOnlyList<ExpectationType> All { get; } =
    [.. new[]
    {
        // Values of a column, one by one.
        Rows("expect_column_values_to_not_be_null", "No value is null.",
            ColumnValues.NotNull, Column),
        Rows("expect_column_values_to_be_null", "Every value is null.",
            ColumnValues.Null, Column),
        Rows("expect_column_values_to_be_unique", "No value comes twice.",
            Uniqueness.OfColumn, Column),
        Rows("expect_column_values_to_be_in_set", "Every value is one of a set.",
            ColumnValues.InSet, Column, ValueSet),
        Rows("expect_column_values_to_not_be_in_set", "No value is one of a set.",
            ColumnValues.NotInSet, Column, ValueSet),
        Rows("expect_column_values_to_be_between", "Every value lies between two bounds.",
            ColumnValues.Between, [Column, .. Bounds]),
        Rows("expect_column_values_to_match_regex", "A pattern is found in every text.",
            ColumnTexts.Matches, Column, Pattern("regex")),
        Rows("expect_column_values_to_not_match_regex", "A pattern is found in no text.",
            ColumnTexts.DoesNotMatch, Column, Pattern("regex")),
        Rows("expect_column_values_to_match_regex_list", "Any, or all, of some patterns are found in every text.",
            ColumnTexts.MatchesList, Column, Patterns("regex_list"), MatchOn),
        Rows("expect_column_values_to_not_match_regex_list", "None of some patterns is found in any text.",
            ColumnTexts.MatchesNoneOfList, Column, Patterns("regex_list")),
        Rows("expect_column_values_to_match_like_pattern", "Every text is LIKE a pattern of SQL.",
            ColumnTexts.IsLike, Column, Text("like_pattern")),
        Rows("expect_column_values_to_not_match_like_pattern", "No text is LIKE a pattern of SQL.",
            ColumnTexts.IsNotLike, Column, Text("like_pattern")),
        Rows("expect_column_values_to_match_like_pattern_list", "Every text is LIKE any, or all, of some patterns.",
            ColumnTexts.IsLikeList, Column, Texts("like_pattern_list"), MatchOn),
        Rows("expect_column_values_to_not_match_like_pattern_list", "No text is LIKE any of some patterns.",
            ColumnTexts.IsLikeNoneOfList, Column, Texts("like_pattern_list")),
        Rows("expect_column_value_lengths_to_be_between", "Every text has a number of characters between two bounds.",
            ColumnValues.LengthsBetween, Column, new("min_value", ArgumentKind.Count),
            new("max_value", ArgumentKind.Count), new("strict_min", ArgumentKind.Flag),
            new("strict_max", ArgumentKind.Flag)),
        Rows("expect_column_value_lengths_to_equal", "Every text has a number of characters.",
            ColumnValues.LengthsEqual, Column, Count("value")),
        Rows("expect_column_values_to_match_strftime_format", "Every text is a date in a form.",
            ColumnTexts.HasTimeFormat, Column, new("strftime_format", ArgumentKind.TimeFormat, IsRequired: true)),
        Rows("expect_column_values_to_be_dateutil_parseable",
            "Every text can be read as a date, as Python's dateutil does.",
            ColumnTexts.IsDate, Column),
        Rows("expect_column_values_to_be_json_parseable", "Every text is JSON.",
            ColumnTexts.IsJson, Column),
        Rows("expect_column_values_to_match_json_schema", "Every text is JSON that is valid under a schema.",
            ColumnTexts.MatchesJsonSchema, Column, new("json_schema", ArgumentKind.JsonSchema, IsRequired: true)),
        Rows("expect_column_values_to_be_of_type", "The values have a type.",
            ColumnTypes.OfType, Column, Text("type_")),
        Rows("expect_column_values_to_be_in_type_list", "The values have one of some types.",
            ColumnTypes.InTypes, Column, Texts("type_list")),
        Rows("expect_column_values_to_be_increasing", "No value is less than the one before it.",
            Sequences.Increasing, Column, Strictly),
        Rows("expect_column_values_to_be_decreasing", "No value is greater than the one before it.",
            Sequences.Decreasing, Column, Strictly),
        Rows("expect_column_value_z_scores_to_be_less_than",
            "No value lies farther from the mean than some standard deviations.",
            Spread.ZScores, Column, new("threshold", ArgumentKind.Number, IsRequired: true),
            new("double_sided", ArgumentKind.Flag)),
        Rows("expect_column_values_to_not_be_outliers", "No value lies farther out than a multiple of the spread.",
            Spread.Outliers, Column, new("method", ArgumentKind.Text) { Choices = ["iqr", "std"] },
            new("multiplier", ArgumentKind.Number)),

        // Values of several columns of a row.
        Rows("expect_column_pair_values_to_be_equal", "The values of two columns are equal.",
            RowValues.PairsEqual, ColumnA, ColumnB, IgnorePair),
        Rows("expect_column_pair_values_a_to_be_greater_than_b",
            "The value of one column is greater than that of another.",
            RowValues.FirstGreater, ColumnA, ColumnB, new("or_equal", ArgumentKind.Flag), IgnorePair),
        Rows("expect_column_pair_values_to_be_in_set", "The values of two columns are one of a set of pairs.",
            RowValues.PairsInSet, ColumnA, ColumnB, new("value_pairs_set", ArgumentKind.Pairs, IsRequired: true),
            IgnorePair),
        Rows("expect_compound_columns_to_be_unique", "The values of some columns do not come twice together.",
            Uniqueness.OfColumns, ColumnList, IgnoreRecord),
        Rows("expect_select_column_values_to_be_unique_within_record",
            "The values of some columns of a row differ from each other.",
            RowValues.DifferentWithin, ColumnList, IgnoreRecord),
        Rows("expect_multicolumn_values_to_be_equal", "The values of some columns of a row are equal.",
            RowValues.EqualWithin, ColumnList, IgnoreRecord),
        Rows("expect_multicolumn_sum_to_equal", "The values of some columns of a row have a sum.",
            RowValues.SumEquals, ColumnList, new("sum_total", ArgumentKind.Number, IsRequired: true), IgnoreRecord),

        // One value of a whole column.
        Whole("expect_column_min_to_be_between", "The least value lies between two bounds.",
            Aggregates.Min, [Column, .. Bounds]),
        Whole("expect_column_max_to_be_between", "The greatest value lies between two bounds.",
            Aggregates.Max, [Column, .. Bounds]),
        Whole("expect_column_mean_to_be_between", "The mean lies between two bounds.",
            Aggregates.Mean, [Column, .. Bounds]),
        Whole("expect_column_median_to_be_between", "The median lies between two bounds.",
            Aggregates.Median, [Column, .. Bounds]),
        Whole("expect_column_sum_to_be_between", "The sum lies between two bounds.",
            Aggregates.Sum, [Column, .. Bounds]),
        Whole("expect_column_stdev_to_be_between", "The sample standard deviation lies between two bounds.",
            Aggregates.Deviation, [Column, .. Bounds]),
        Whole("expect_column_quantile_values_to_be_between", "Each of some quantiles lies between two bounds.",
            Aggregates.Quantiles, Column, new("quantile_ranges", ArgumentKind.QuantileRanges, IsRequired: true),
            new("allow_relative_error", ArgumentKind.Flag)),
        Whole("expect_column_unique_value_count_to_be_between",
            "The number of different values lies between two bounds.",
            Aggregates.DistinctCount, [Column, .. Bounds]),
        Whole("expect_column_proportion_of_unique_values_to_be_between",
            "The number of different values, divided by that of values, lies between two bounds.",
            Aggregates.DistinctShare, [Column, .. Bounds]),
        Whole("expect_column_proportion_of_non_null_values_to_be_between",
            "The share of the values that are not null lies between two bounds.",
            Aggregates.NonNullShare, [Column, .. Bounds]),
        Whole("expect_column_distinct_values_to_be_in_set", "All different values are in a set.",
            DistinctValues.InSet, Column, ValueSet),
        Whole("expect_column_distinct_values_to_contain_set", "All of a set are among the values.",
            DistinctValues.ContainSet, Column, ValueSet),
        Whole("expect_column_distinct_values_to_equal_set", "The different values are those of a set.",
            DistinctValues.EqualSet, Column, ValueSet),
        Whole("expect_column_most_common_value_to_be_in_set", "The value that comes most often is one of a set.",
            DistinctValues.MostCommonInSet, Column, ValueSet, new("ties_okay", ArgumentKind.Flag)),
        Whole("expect_column_kl_divergence_to_be_less_than",
            "The shares of the values are near to those expected, by relative entropy.",
            DistinctValues.Divergence, Column, new("partition_object", ArgumentKind.Partition, IsRequired: true),
            new("threshold", ArgumentKind.Number), new("tail_weight_holdout", ArgumentKind.Number)),

        // The table.
        Whole("expect_table_row_count_to_be_between", "The number of rows lies between two bounds.",
            Aggregates.RowCountBetween, [.. Bounds]),
        Whole("expect_table_row_count_to_equal", "The table has a number of rows.",
            Aggregates.RowCountEquals, Count("value")),
        Whole(RowCountOfOtherTable, "The table has as many rows as another.",
            Aggregates.RowCountEqualsOther, Text("other_table_name")),
        Shape("expect_column_to_exist", "There is a column, at a place where one is given.",
            TableShape.ColumnExists, Column, new("column_index", ArgumentKind.Count)),
        Shape("expect_column_type_to_be", "The column has a type.",
            ColumnTypes.TypeIs, Column, Text("type_")),
        Shape("expect_table_column_count_to_be_between", "The number of columns lies between two bounds.",
            TableShape.ColumnCountBetween, [.. Bounds]),
        Shape("expect_table_column_count_to_equal", "The table has a number of columns.",
            TableShape.ColumnCountEquals, Count("value")),
        Shape("expect_table_columns_to_match_ordered_list", "The columns are those of a list, in its order.",
            TableShape.ColumnsInOrder, ColumnList),
        Shape("expect_table_columns_to_match_set", "The columns are those of a set, or more where that is allowed.",
            TableShape.ColumnsInSet, Texts("column_set"), new("exact_match", ArgumentKind.Flag)),
    }.OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The type of a name; null when there is none.</summary>
    public static ExpectationType? Find(string name) => All.FirstOrDefault(type => type.Name == name);

    private static ExpectationType Rows(
        string name, string holds, Func<PlanContext, PlannedExpectation> plan, params IReadOnlyList<ExpectationArgument> arguments) =>
        new(name, holds, arguments, plan) { JudgesRows = true };

    private static ExpectationType Whole(
        string name, string holds, Func<PlanContext, PlannedExpectation> plan, params IReadOnlyList<ExpectationArgument> arguments) =>
        new(name, holds, arguments, plan);

    private static ExpectationType Shape(
        string name, string holds, Func<PlanContext, PlannedExpectation> plan, params IReadOnlyList<ExpectationArgument> arguments) =>
        new(name, holds, arguments, plan) { TakesRowCondition = false };

    private static ExpectationArgument Pattern(string name) => new(name, ArgumentKind.Pattern, IsRequired: true);

    private static ExpectationArgument Patterns(string name) => new(name, ArgumentKind.Patterns, IsRequired: true);

    private static ExpectationArgument Text(string name) => new(name, ArgumentKind.Text, IsRequired: true);

    private static ExpectationArgument Texts(string name) => new(name, ArgumentKind.Texts, IsRequired: true);

    private static ExpectationArgument Count(string name) => new(name, ArgumentKind.Count, IsRequired: true);
}
