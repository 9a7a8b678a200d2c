using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Silver;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Projects;

/// <summary>Finds the mistakes of a project that only the engine can see: in SQL. No data is touched.</summary>
internal sealed class ProjectValidator(Project project, DuckDbEngine engine, ProductSet productSet)
{
    private readonly List<Problem> _problems = [];
    private readonly HashSet<string> _viewed = [];

    /// <summary>All problems of rules, queries and checks; none when everything binds.</summary>
    public async Task<IReadOnlyList<Problem>> ValidateAsync(CancellationToken cancellationToken)
    {
        foreach (var dataset in project.Sources.Select(source => new SilverDataset(source)))
        {
            await CheckRulesAsync(dataset, cancellationToken).ConfigureAwait(false);
            await CheckTableAsync(
                dataset.Contract.TableChecks, DuckDbEngine.Relation([], dataset.Schema, []), cancellationToken)
                .ConfigureAwait(false);
        }
        var (products, problems) = await productSet.AnalyseAsync(cancellationToken).ConfigureAwait(false);
        _problems.AddRange(problems);
        var schemas = new Dictionary<string, StructType>();
        foreach (var product in products)
        {
            await CheckProductAsync(product, schemas, cancellationToken).ConfigureAwait(false);
        }
        return _problems;
    }

    private async Task CheckRulesAsync(SilverDataset dataset, CancellationToken cancellationToken)
    {
        var rules = dataset.Contract.Rules;
        if (rules.Count == 0)
        {
            CheckSpark(dataset.Contract, new Dictionary<RuleCheck, string>(), true);
            return;
        }
        var serialized = rules.Select(rule => $"json_serialize_sql({Sql.Text(Select(rule))})");
        var trees = await engine.QueryAsync(
            $"select unnest([{string.Join(", ", serialized)}])", r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        var sound = rules.Where((rule, i) => IsSound(rule, trees[i])).ToList();
        CheckSpark(dataset.Contract, rules.Zip(trees).ToDictionary(pair => pair.First, pair => pair.Second), sound.Count == rules.Count);
        if (sound.Count > 0 && !await AreConditionsAsync(dataset, sound, cancellationToken).ConfigureAwait(false))
        {
            foreach (var rule in sound)
            {
                await CheckRuleAsync(dataset, rule, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void CheckSpark(Contract contract, IReadOnlyDictionary<RuleCheck, string> trees, bool areSound)
    {
        if (areSound && project.Engines.Contains(ProductPortability.Spark))
        {
            _problems.AddRange(SparkVerdict.Problems(contract, trees));
        }
    }

    private bool IsSound(RuleCheck rule, string tree)
    {
        if (RuleGuard.Refusal(tree) is { } refusal)
        {
            Add(rule.Position, refusal, "Write one condition over the columns of the contract.");
            return false;
        }
        var problems = ProductQuery.Parse(rule.Name, Select(rule), tree).Problems;
        _problems.AddRange(problems.Select(problem =>
            new Problem(problem.Code, rule.Position, $"the rule cannot be used: {problem.Message}", "")));
        return problems.Count == 0;
    }

    // All at once, for nearly always nothing is wrong.
    private async Task<bool> AreConditionsAsync(
        SilverDataset dataset, IReadOnlyList<RuleCheck> rules, CancellationToken cancellationToken)
    {
        try
        {
            var types = await DescribeAsync(dataset, rules, cancellationToken).ConfigureAwait(false);
            return types.Fields.All(field => field.Type == PrimitiveType.Boolean);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            return false;
        }
    }

    private Task CheckRuleAsync(SilverDataset dataset, RuleCheck rule, CancellationToken cancellationToken) =>
        TryAsync(rule.Position, "the rule", async () =>
        {
            var type = await DescribeAsync(dataset, [rule], cancellationToken).ConfigureAwait(false);
            if (type.Fields[0].Type != PrimitiveType.Boolean)
            {
                Add(rule.Position, "the rule is no condition: it is not true or false", "Compare something with something.");
            }
        });

    private Task<StructType> DescribeAsync(
        SilverDataset dataset, IReadOnlyList<RuleCheck> rules, CancellationToken cancellationToken)
    {
        var nothing = DuckDbEngine.Relation([], new StructType(RecordMapping.ToColumns(dataset.Contract.Shape)), []);
        var columns = rules.Select((rule, i) => $"({rule.Expression}) as rule_{i}");
        return engine.DescribeAsync($"select {string.Join(", ", columns)} from {nothing}", cancellationToken);
    }

    private static string Select(RuleCheck rule) => SparkVerdict.SelectOf(rule);

    private async Task CheckProductAsync(
        GoldProduct product, Dictionary<string, StructType> schemas, CancellationToken cancellationToken)
    {
        foreach (var input in product.Inputs)
        {
            if (schemas.GetValueOrDefault(input.FullName) is null && input.Dataset is null)
            {
                return;
            }
            if (_viewed.Add(input.FullName))
            {
                var relation = DuckDbEngine.Relation([], schemas.GetValueOrDefault(input.FullName) ?? input.Dataset!.Schema, []);
                await engine.ExecuteAsync(InputViews.Create(input.FullName, relation), cancellationToken).ConfigureAwait(false);
            }
        }
        var definition = product.Definition;
        await TryAsync(new FilePosition(definition.SqlFile), "the query", async () =>
        {
            await engine.ExecuteAsync($"create or replace temp view validated as\n{product.Query.Sql}", cancellationToken)
                .ConfigureAwait(false);
            schemas[product.Query.FullName] = await engine.DescribeAsync("from validated", cancellationToken)
                .ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (schemas.TryGetValue(product.Query.FullName, out var columns))
        {
            var names = columns.Fields.Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var missing in definition.PartitionedBy.Concat(definition.Grain).Distinct().Where(n => !names.Contains(n)))
            {
                Add(definition.Position, $"the query of {product.Name} gives no column '{missing}'",
                    $"Name one of: {string.Join(", ", names.Order())}.");
            }
            var checks = definition.Checks.Where(c => c.Expectation is not null || c.Columns.All(names.Contains));
            await CheckTableAsync(checks, "validated", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckTableAsync(
        IEnumerable<TableCheck> checks, string relation, CancellationToken cancellationToken)
    {
        var all = new List<TableCheck>();
        foreach (var check in checks)
        {
            if (check.Query is { } query && await RefusalAsync(query, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                Add(check.Position, $"the check '{check.Name}' cannot be used: {refusal}", "");
                continue;
            }
            all.Add(check);
        }
        try
        {
            await MeasureAsync(all, relation, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            foreach (var check in all)
            {
                await TryAsync(
                    check.Position, $"the check '{check.Name}'", () => MeasureAsync([check], relation, cancellationToken))
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task MeasureAsync(IReadOnlyList<TableCheck> checks, string relation, CancellationToken cancellationToken)
    {
        var results = await TableChecks.MeasureAsync(engine, checks, relation, [], cancellationToken).ConfigureAwait(false);
        foreach (var (check, impossible) in results.Select(result => (result.Check, result.Expectation?.Exception)))
        {
            if (impossible is not null)
            {
                Add(check.Position, $"the check '{check.Name}' cannot be measured: {impossible}", "");
            }
        }
    }

    // A query reads nothing but the table that it checks: no other table, no file, nothing outside.
    private async Task<string?> RefusalAsync(string query, CancellationToken cancellationToken)
    {
        const string Table = "checked_table";
        var sql = query.Replace("{table}", Table, StringComparison.Ordinal);
        var tree = await engine.QueryAsync(
            $"select json_serialize_sql({Sql.Text(sql)})", r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        try
        {
            ReadOnlyQuery.EnsureReadsOnly(tree[0], Table);
            return null;
        }
        catch (MedallionException e)
        {
            return e.Message;
        }
    }

    private async Task TryAsync(FilePosition position, string what, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            // No row was read, so the engine's text holds nothing but what the project says.
            Add(position, $"{what} does not work: {e.EngineText ?? e.Message}", "Correct it; columns are those of the contract.");
        }
    }

    private void Add(FilePosition position, string message, string suggestion) =>
        _problems.Add(new Problem(ErrorCodes.ProductQuery, position, message, suggestion));
}
