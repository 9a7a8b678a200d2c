using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Quality.Profiling;

/// <summary>Writes the checks that a profile suggests.</summary>
public static class ProposedChecks
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As a suite of Great Expectations.</summary>
    public static JsonObject ToSuite(TableProfile profile)
    {
        var suite = new SuiteBuilder(profile.Table);
        suite.Add("expect_table_row_count_to_be_between", false, ("min_value", 1));
        foreach (var proposal in ColumnProposal.Of(profile))
        {
            var column = proposal.Column.Name;
            suite.Add("expect_column_to_exist", false, ("column", column));
            if (proposal.IsRequired)
            {
                suite.Add("expect_column_values_to_not_be_null", false, ("column", column));
            }
            if (proposal.IsUnique)
            {
                suite.Add("expect_column_values_to_be_unique", false, ("column", column));
            }
            if (proposal.Values is { } values)
            {
                suite.Add("expect_column_values_to_be_in_set", false, ("column", column), ("value_set", new JsonArray([.. values])));
            }
            if (proposal.HasBounds)
            {
                suite.Add("expect_column_values_to_be_between", false, ("column", column),
                    ("min_value", proposal.Column.Least?.DeepClone()), ("max_value", proposal.Column.Greatest?.DeepClone()));
            }
            if (proposal.Pattern is { } pattern)
            {
                suite.Add("expect_column_values_to_match_regex", false, ("column", column), ("regex", pattern));
            }
        }
        return suite.ToJson();
    }

    /// <summary>As parts of a contract: properties and the quality of the table, in YAML.</summary>
    public static string ToContract(TableProfile profile)
    {
        var yaml = new StringBuilder();
        yaml.Append($"# What {profile.Rows} rows of {profile.Table} suggest. Look at each line before you keep it.\n");
        yaml.Append("quality:\n  - { type: library, metric: rowCount, mustBeGreaterThan: 0 }\nproperties:\n");
        foreach (var proposal in ColumnProposal.Of(profile))
        {
            var column = proposal.Column;
            yaml.Append($"  - name: {column.Name}  # {column.Type}, {column.Distinct} different values\n");
            yaml.Append(proposal.IsRequired ? "    required: true\n" : "");
            yaml.Append(proposal.IsUnique ? "    unique: true\n" : "");
            if (proposal.HasBounds)
            {
                yaml.Append($"    logicalTypeOptions: {{ minimum: {Json(column.Least)}, maximum: {Json(column.Greatest)} }}\n");
            }
            if (proposal.Pattern is { } pattern)
            {
                yaml.Append($"    logicalTypeOptions: {{ pattern: {Json(pattern)} }}\n");
            }
            if (proposal.Values is { } values)
            {
                yaml.Append("    quality:\n      - { type: library, metric: invalidValues, mustBe: 0, arguments: { validValues: "
                    + $"[{string.Join(", ", values.Select(Json))}] }} }}\n");
            }
        }
        return yaml.ToString();
    }

    private static string Json(JsonNode? value) => value?.ToJsonString(Plain) ?? "null";
}
