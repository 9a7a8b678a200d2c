using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Gold.Queries.Portable;
using Lakehouse.Medallion.Gold.Queries.Tree;
using Lakehouse.Quality;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Silver;

/// <summary>The verdict on records for Spark: the same columns, errors and hash as on DuckDB, record by record.</summary>
public static class SparkVerdict
{
    /// <summary>The settings that a session of Spark needs for verdicts and products.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.ansi.enabled"] = "true",
        // A verdict is selects around selects, one for each step of reading; each takes the analyser some rounds.
        ["spark.sql.analyzer.maxIterations"] = "2000",
    };

    /// <summary>The select that DuckDB parses for a rule; its tree is what the other members are given.</summary>
    /// <param name="rule">The rule.</param>
    public static string SelectOf(RuleCheck rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return $"select ({rule.Expression})";
    }

    /// <summary>What keeps a contract from being judged on Spark.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="trees">What DuckDB's <c>json_serialize_sql</c> gives for each rule's select.</param>
    /// <returns>Problems with the code <see cref="Quality.ErrorCodes.NotPortable"/>; empty when there are none.</returns>
    public static IReadOnlyList<Problem> Problems(Contract contract, IReadOnlyDictionary<RuleCheck, string> trees)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(trees);
        var problems = new List<Problem>();
        if (contract.Remainder is not null)
        {
            problems.Add(new Problem(Quality.ErrorCodes.NotPortable, contract.Position,
                "keywords of the JSON Schema that no column holds are judged by DuckDB only", "Leave spark out of 'engines'."));
        }
        foreach (var field in contract.Shape.All)
        {
            problems.AddRange(field.Checks.OfType<PatternCheck>().Where(check => SparkPattern.Translate(check.Pattern) is null)
                .Select(check => new Problem(Quality.ErrorCodes.NotPortable, field.Position,
                    $"the pattern of {field.Path} is not read alike by Spark", "Use letters, classes, groups and quantifiers only.")));
        }
        foreach (var rule in contract.Rules)
        {
            problems.AddRange(Condition(contract, rule, trees[rule]).Problems.Select(problem =>
                new Problem(problem.Code, rule.Position, $"the rule: {problem.Message}", "")));
        }
        return problems;
    }

    /// <summary>The select; see <see cref="VerdictCompiler"/> for its columns.</summary>
    /// <param name="contract">What records must satisfy, without <see cref="Problems"/>.</param>
    /// <param name="source">Which timestamp is the event time; null where records are judged by themselves.</param>
    /// <param name="relation">SQL of Spark that can follow FROM and has the columns of a Bronze table.</param>
    /// <param name="trees">As for <see cref="Problems"/>.</param>
    public static string Compile(
        Contract contract, Source? source, string relation, IReadOnlyDictionary<RuleCheck, string> trees)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(trees);
        var rules = contract.Rules.ToDictionary(rule => rule, rule => Condition(contract, rule, trees[rule]).Sql
            ?? throw new ArgumentException($"The rule '{rule.Name}' is not portable.", nameof(contract)));
        return VerdictCompiler.CompileForSpark(contract, source, relation, rules);
    }

    private static (string? Sql, IReadOnlyList<QueryProblem> Problems) Condition(Contract contract, RuleCheck rule, string tree)
    {
        var columns = RecordMapping.ToColumns(contract.Shape)
            .Select(column => new OutputColumn(column.Name, SqlType.Of(column.Type))).ToList();
        using var document = JsonDocument.Parse(tree, JsonTree.Options);
        var statement = document.RootElement.Items("statements").First();
        return QueryBinder.BindCondition(new SqlText(SelectOf(rule)), statement.Child("node")!.Value, columns);
    }
}
