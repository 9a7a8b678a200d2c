using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Medallion.Projects;

/// <summary>Finds mistakes in the rules of a contract.</summary>
internal sealed class RuleValidator(DuckDbEngine engine, ValidationProblems problems)
{
    public async Task ValidateAsync(Contract contract, CancellationToken cancellationToken)
    {
        var rules = contract.Rules;
        var trees = await RuleTrees.ReadAsync(engine, rules, cancellationToken).ConfigureAwait(false);
        var sound = rules.Where(rule => IsSound(rule, trees[rule])).ToList();
        if (sound.Count > 0 && !await AreConditionsAsync(contract, sound, cancellationToken).ConfigureAwait(false))
        {
            foreach (var rule in sound)
            {
                await CheckRuleAsync(contract, rule, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool IsSound(RuleCheck rule, string tree)
    {
        if (RuleGuard.Refusal(tree) is { } refusal)
        {
            problems.Add(rule.Position, refusal, "Write one condition over the columns of the contract.");
            return false;
        }
        var found = ProductQuery.Parse(rule.Name, Select(rule), tree).Problems;
        problems.Add(found.Select(problem =>
            new Problem(problem.Code, rule.Position, $"the rule cannot be used: {problem.Message}", "")));
        return found.Count == 0;
    }

    // All at once, for nearly always nothing is wrong.
    private async Task<bool> AreConditionsAsync(
        Contract contract, IReadOnlyList<RuleCheck> rules, CancellationToken cancellationToken)
    {
        try
        {
            var types = await DescribeAsync(contract, rules, cancellationToken).ConfigureAwait(false);
            return types.Fields.All(field => field.Type == PrimitiveType.Boolean);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            return false;
        }
    }

    private Task CheckRuleAsync(Contract contract, RuleCheck rule, CancellationToken cancellationToken) =>
        problems.TryAsync(rule.Position, "the rule", async () =>
        {
            var type = await DescribeAsync(contract, [rule], cancellationToken).ConfigureAwait(false);
            if (type.Fields[0].Type != PrimitiveType.Boolean)
            {
                problems.Add(rule.Position, "the rule is no condition: it is not true or false", "Compare something with something.");
            }
        });

    private Task<StructType> DescribeAsync(
        Contract contract, IReadOnlyList<RuleCheck> rules, CancellationToken cancellationToken)
    {
        var nothing = DuckDbEngine.Relation([], new StructType(RecordMapping.ToColumns(contract.Shape)), []);
        var columns = rules.Select((rule, i) => $"({rule.Expression}) as rule_{i}");
        return engine.DescribeAsync($"select {string.Join(", ", columns)} from {nothing}", cancellationToken);
    }

    private static string Select(RuleCheck rule) => SparkVerdict.SelectOf(rule);
}
