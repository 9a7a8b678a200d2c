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
    // From so many queries on a second connection, which takes half of them, saves more than it takes to open.
    private const int Many = 200;

    private readonly List<Problem> _problems = [];
    private EmptyTables _tables = null!;
    private Dictionary<string, IReadOnlySet<string>?> _words = [];

    /// <summary>All problems of rules, queries and checks; none when everything binds.</summary>
    /// <remarks>What is wrong is told of whole tables: the columns that a query names are enough to know that nothing is.</remarks>
    public async Task<IReadOnlyList<Problem>> ValidateAsync(CancellationToken cancellationToken)
    {
        await CheckAllAsync(ofNamed: true, cancellationToken).ConfigureAwait(false);
        if (_problems.Count > 0)
        {
            _problems.Clear();
            await CheckAllAsync(ofNamed: false, cancellationToken).ConfigureAwait(false);
        }
        return _problems;
    }

    private async Task CheckAllAsync(bool ofNamed, CancellationToken cancellationToken)
    {
        using var tables = await EmptyTables.OpenAsync(engine, "validation", cancellationToken).ConfigureAwait(false);
        _tables = tables;
        await CheckAsync(ofNamed, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckAsync(bool ofNamed, CancellationToken cancellationToken)
    {
        foreach (var dataset in project.Sources.Select(source => new SilverDataset(source)))
        {
            await CheckRulesAsync(dataset.Contract, cancellationToken).ConfigureAwait(false);
            foreach (var older in dataset.Source.Versions?.Older ?? [])
            {
                await CheckRulesAsync(older.Contract, cancellationToken).ConfigureAwait(false);
                _problems.AddRange(await UpcastValidator.ValidateAsync(_tables.Engine, older, cancellationToken).ConfigureAwait(false));
            }
            if (dataset.Source.Parents is { Count: > 0 } parents)
            {
                var inputs = project.Sources.Where(source => parents.Contains(source.Dataset)).Select(source => new SilverDataset(source));
                await _tables.CreateAsync(inputs.Select(input => (input.FullName, input.Schema)), cancellationToken).ConfigureAwait(false);
            }
            if (NeedEngine(dataset.Contract.TableChecks) is { Count: > 0 } checks)
            {
                await CheckTableAsync(checks, DuckDbEngine.Relation([], dataset.Schema, []), cancellationToken).ConfigureAwait(false);
            }
        }
        var (products, problems) = await productSet.AnalyseAsync(cancellationToken).ConfigureAwait(false);
        _problems.AddRange(problems);
        _words = ofNamed ? WordsByInput(products) : [];
        await CheckProductsAsync(products, cancellationToken).ConfigureAwait(false);
    }

    // What all queries over a table name; null where one of them, or a check of a product, may mean more.
    private static Dictionary<string, IReadOnlySet<string>?> WordsByInput(IReadOnlyList<GoldProduct> products) => products
        .Zip(ManyItems.Read(products, product => product.Definition.Checks.Any(check => check.Inputs.Count > 0)
            ? null
            : NamedColumns.Words(product.Query.Sql)))
        .SelectMany(product => product.First.Inputs.Select(input => (input.FullName, Words: product.Second)))
        .GroupBy(use => use.FullName, use => use.Words)
        .ToDictionary(uses => uses.Key, uses => uses.Contains(null) ? null
            : (IReadOnlySet<string>)uses.SelectMany(words => words!).ToHashSet(StringComparer.OrdinalIgnoreCase));

    // What is counted of columns that are there can always be counted.
    private static List<TableCheck> NeedEngine(IEnumerable<TableCheck> checks) => [.. checks.Where(check =>
        check.Metric is not (TableMetric.RowCount or TableMetric.NullValues or TableMetric.DuplicateValues))];

    private async Task CheckRulesAsync(Contract contract, CancellationToken cancellationToken)
    {
        var rules = contract.Rules;
        var trees = await RuleTrees.ReadAsync(_tables.Engine, rules, cancellationToken).ConfigureAwait(false);
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
        TryAsync(rule.Position, "the rule", async () =>
        {
            var type = await DescribeAsync(contract, [rule], cancellationToken).ConfigureAwait(false);
            if (type.Fields[0].Type != PrimitiveType.Boolean)
            {
                Add(rule.Position, "the rule is no condition: it is not true or false", "Compare something with something.");
            }
        });

    private Task<StructType> DescribeAsync(
        Contract contract, IReadOnlyList<RuleCheck> rules, CancellationToken cancellationToken)
    {
        var nothing = DuckDbEngine.Relation([], new StructType(RecordMapping.ToColumns(contract.Shape)), []);
        var columns = rules.Select((rule, i) => $"({rule.Expression}) as rule_{i}");
        return _tables.Engine.DescribeAsync($"select {string.Join(", ", columns)} from {nothing}", cancellationToken);
    }

    private static string Select(RuleCheck rule) => SparkVerdict.SelectOf(rule);

    // Those together that read nothing but what is known: each wave of products reads the one before.
    private async Task CheckProductsAsync(IReadOnlyList<GoldProduct> products, CancellationToken cancellationToken)
    {
        var schemas = new Dictionary<string, StructType>();
        var left = products;
        while (left.Where(product => product.Inputs.All(input => input.Dataset is not null || schemas.ContainsKey(input.FullName))).ToList() is { Count: > 0 } ready)
        {
            await DescribeAllAsync(ready, schemas, cancellationToken).ConfigureAwait(false);
            foreach (var product in ready.Where(product => schemas.ContainsKey(product.Query.FullName)))
            {
                await CheckProductAsync(product, schemas, cancellationToken).ConfigureAwait(false);
            }
            var names = ready.Select(product => product.Name).ToHashSet();
            left = [.. left.Where(product => !names.Contains(product.Name))];
        }
    }

    private IEnumerable<(string FullName, StructType Schema)> InputsOf(IEnumerable<GoldProduct> products, Dictionary<string, StructType> schemas) =>
        products.SelectMany(product => product.Inputs).DistinctBy(input => input.FullName)
            .Select(input => (input.FullName, NamedColumns.Of(input.Dataset?.Schema ?? schemas[input.FullName], _words.GetValueOrDefault(input.FullName))));

    // All at once, for nearly always nothing is wrong.
    private async Task DescribeAllAsync(
        List<GoldProduct> products, Dictionary<string, StructType> schemas, CancellationToken cancellationToken)
    {
        try
        {
            var described = products.Count < Many
                ? await DescribeAsync(_tables, products, schemas, cancellationToken).ConfigureAwait(false)
                : await DescribeOnTwoAsync(products, schemas, cancellationToken).ConfigureAwait(false);
            foreach (var (product, schema) in products.Zip(described))
            {
                schemas[product.Query.FullName] = schema;
            }
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            await _tables.CreateAsync(InputsOf(products, schemas), cancellationToken).ConfigureAwait(false);
            foreach (var product in products)
            {
                await TryAsync(new FilePosition(product.Definition.SqlFile), "the query", async () => schemas[product.Query.FullName] =
                    await DescribeAsync(product, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
    }

    private Task<IReadOnlyList<StructType>> DescribeAsync(
        EmptyTables tables, List<GoldProduct> products, Dictionary<string, StructType> schemas, CancellationToken cancellationToken) =>
        tables.DescribeAsync(InputsOf(products, schemas), [.. products.Select(Bracketed)], cancellationToken);

    private async Task<IReadOnlyList<StructType>> DescribeOnTwoAsync(
        List<GoldProduct> products, Dictionary<string, StructType> schemas, CancellationToken cancellationToken)
    {
        using var other = await EmptyTables.OpenAsync(engine, "validation_beside", cancellationToken).ConfigureAwait(false);
        var half = products.Count / 2;
        var described = await Task.WhenAll(
            Task.Run(() => DescribeAsync(other, [.. products.Take(half)], schemas, cancellationToken), cancellationToken),
            DescribeAsync(_tables, [.. products.Skip(half)], schemas, cancellationToken)).ConfigureAwait(false);
        return [.. described[0], .. described[1]];
    }

    private static string Bracketed(GoldProduct product) => product.Query.Sql + "\n";

    private async Task CheckProductAsync(
        GoldProduct product, Dictionary<string, StructType> schemas, CancellationToken cancellationToken)
    {
        var (definition, columns) = (product.Definition, schemas[product.Query.FullName]);
        var names = columns.Fields.Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var missing in definition.PartitionedBy.Concat(definition.Grain).Distinct().Where(n => !names.Contains(n)))
        {
            Add(definition.Position, $"the query of {product.Name} gives no column '{missing}'",
                $"Name one of: {string.Join(", ", names.Order())}.");
        }
        var inputs = product.Inputs.Select(input => input.FullName).ToList();
        var unknown = definition.Checks.SelectMany(c => c.Inputs.Except(inputs).Select(i => (c, i)));
        foreach (var (check, input) in unknown)
        {
            _problems.Add(new Problem(
                Quality.ErrorCodes.UnknownCheckInput, check.Position,
                $"the check '{check.Name}' of {product.Name} reads '{input}', which the product's query does not read",
                $"Read one of: {string.Join(", ", inputs.Order())}."));
        }
        var checks = NeedEngine(definition.Checks.Where(
            c => (c.Expectation is not null || c.Columns.All(names.Contains)) && c.Inputs.All(inputs.Contains)));
        if (checks.Count > 0)
        {
            await _tables.CreateAsync(InputsOf([product], schemas), cancellationToken).ConfigureAwait(false);
            await _tables.Engine.ExecuteAsync(ViewOf(product), cancellationToken).ConfigureAwait(false);
            await CheckTableAsync(checks, "validated", cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ViewOf(GoldProduct product) => $"create or replace temp view validated as\n{product.Query.Sql}";

    // At once where the text can stand in brackets; what is wrong with it is told of the text as it is.
    private async Task<StructType> DescribeAsync(GoldProduct product, CancellationToken cancellationToken)
    {
        try
        {
            return await _tables.Engine.DescribeAsync(Bracketed(product), cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            await _tables.Engine.ExecuteAsync(ViewOf(product), cancellationToken).ConfigureAwait(false);
            return await _tables.Engine.DescribeAsync("from validated", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckTableAsync(
        IEnumerable<TableCheck> checks, string relation, CancellationToken cancellationToken)
    {
        var all = new List<TableCheck>();
        foreach (var check in checks)
        {
            if (check.Query is not null
                && await RefusalAsync(check, cancellationToken).ConfigureAwait(false) is { } refusal)
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
        var results = await TableChecks.MeasureAsync(_tables.Engine, checks, relation, [], cancellationToken).ConfigureAwait(false);
        foreach (var (check, impossible) in results.Select(result => (result.Check, result.Expectation?.Exception)))
        {
            if (impossible is not null)
            {
                Add(check.Position, $"the check '{check.Name}' cannot be measured: {impossible}", "");
            }
        }
    }

    // A query reads nothing but the table that it checks and the inputs that it names: no file, nothing outside.
    private async Task<string?> RefusalAsync(TableCheck check, CancellationToken cancellationToken)
    {
        const string Table = "checked_table";
        var sql = check.Query!.Replace("{table}", Table, StringComparison.Ordinal);
        var tree = await _tables.Engine.QueryAsync(
            $"select json_serialize_sql({Sql.Text(sql)})", r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        try
        {
            ReadOnlyQuery.EnsureReadsOnly(tree[0], Table, check.Inputs);
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
