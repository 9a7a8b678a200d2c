using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Gold.Queries.Portable;
using Lakehouse.Medallion.Gold.Queries.Tree;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Silver;

/// <summary>The verdict of Spark on plain records that are accepted; see <see cref="PlainVerdictCompiler"/>.</summary>
public static class SparkVerdict
{
    /// <summary>The settings that a session of Spark needs for verdicts and products.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.ansi.enabled"] = "true",
        // The JVM interprets methods beyond this size; Spark writes smaller ones then.
        ["spark.sql.codegen.hugeMethodLimit"] = "8000",
    };

    /// <summary>The select that DuckDB parses for a rule; its tree is what <see cref="Compile"/> is given.</summary>
    /// <param name="rule">The rule.</param>
    public static string SelectOf(RuleCheck rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return $"select ({rule.Expression})";
    }

    /// <summary>The select; null when Spark can tell of no record that it is accepted.</summary>
    /// <param name="contract">What records must satisfy.</param>
    /// <param name="source">Which timestamp is the event time; null where records are judged by themselves.</param>
    /// <param name="relation">SQL of Spark that can follow FROM and has the columns of a Bronze table.</param>
    /// <param name="trees">What DuckDB's <c>json_serialize_sql</c> gives for each rule's select.</param>
    public static string? Compile(
        Contract contract, Source? source, string relation, IReadOnlyDictionary<RuleCheck, string> trees)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(trees);
        if (!PlainVerdictCompiler.CanCompile(contract, source))
        {
            return null;
        }
        var rules = new Dictionary<RuleCheck, string>();
        foreach (var rule in contract.Rules)
        {
            if (Condition(contract, rule, trees[rule]) is not { } condition)
            {
                return null;
            }
            rules[rule] = condition;
        }
        return PlainVerdictCompiler.Compile(contract, source, relation, rules);
    }

    private static string? Condition(Contract contract, RuleCheck rule, string tree)
    {
        var columns = RecordMapping.ToColumns(contract.Shape)
            .Select(column => new OutputColumn(column.Name, SqlType.Of(column.Type))).ToList();
        using var document = JsonDocument.Parse(tree, JsonTree.Options);
        var statement = document.RootElement.Items("statements").First();
        return QueryBinder.BindCondition(new SqlText(SelectOf(rule)), statement.Child("node")!.Value, columns).Sql;
    }
}
