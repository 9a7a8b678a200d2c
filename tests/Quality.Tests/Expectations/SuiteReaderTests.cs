using Lakehouse.Quality.Expectations;

namespace Lakehouse.Quality.Tests.Expectations;

public sealed class SuiteReaderTests
{
    [Fact]
    public void All_problems_of_a_suite_are_told_at_once_with_their_lines()
    {
        const string Suite = """
            {
              "name": "s",
              "expectatons": [],
              "expectations": [
                {"type": "expect_column_values_to_not_be_nul", "kwargs": {"column": "a"}},
                {"type": "expect_column_values_to_be_between", "kwargs": {"column": "a", "min_valu": 1}},
                {"type": "expect_column_values_to_match_regex", "kwargs": {"column": "a", "regex": "(?=a)"}},
                {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "a", "value_set": "x", "mostly": 1.5}},
                {"type": "expect_table_row_count_to_equal", "kwargs": {"value": 1, "mostly": 0.5}},
                {"type": "expect_column_values_to_be_null",
                 "kwargs": {"column": "a", "row_condition": "a = = 1", "condition_parser": "pandas"}}
              ]
            }
            """;
        var problems = Assert.Throws<ContractException>(() => SuiteReader.Read("s.json", Suite)).Problems;

        Assert.Equal(
            [
                (3, "QUA0104"), (5, "QUA0802"), (6, "QUA0104"), (7, "QUA0107"), (8, "QUA0107"), (8, "QUA0107"),
                (9, "QUA0104"), (11, "QUA0803"),
            ],
            problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Contains(problems, problem => problem.Suggestion == "Did you mean 'expect_column_values_to_not_be_null'?");
        Assert.Contains(problems, problem => problem.Suggestion == "Did you mean 'min_value'?");
        Assert.Contains("look-around", problems[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "QUA0801")]
    [InlineData("[]", "QUA0801")]
    [InlineData("{\"name\": \"s\"}", "QUA0801")]
    public void A_file_that_is_no_suite_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<ContractException>(() => SuiteReader.Read("s.json", text)).Code);

    [Fact]
    public void Parameters_are_filled_in_and_missing_ones_told()
    {
        const string Suite = """
            {"name": "s", "suite_parameters": {"least": 5}, "expectations": [
              {"type": "expect_column_min_to_be_between", "kwargs": {"column": "a", "min_value": {"$PARAMETER": "KEY"}}}]}
            """;
        var read = SuiteReader.Read("s.json", Suite.Replace("KEY", "least", StringComparison.Ordinal));
        var refused = Assert.Throws<ContractException>(() => SuiteReader.Read("s.json", Suite));

        Assert.Equal(5, read.Expectations[0].Kwargs.GetProperty("min_value").GetInt32());
        Assert.Contains("no parameter 'KEY'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Suites_of_earlier_versions_are_read()
    {
        var suite = SuiteReader.Read("old.json", """
            {"expectation_suite_name": "old", "data_asset_type": null, "expectations": [
              {"expectation_type": "expect_column_to_exist", "kwargs": {"column": "a"}, "meta": {}}]}
            """);

        Assert.Equal(("old", "expect_column_to_exist"), (suite.Name, suite.Expectations[0].Type.Name));
    }

    [Fact]
    public void Every_type_has_a_name_of_its_own_and_the_fixtures_types_are_among_them()
    {
        var names = ExpectationTypes.All.Select(type => type.Name).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(57, names.Count);
        Assert.All(ExpectationTypes.All, type => Assert.EndsWith(".", type.Description, StringComparison.Ordinal));
    }
}
