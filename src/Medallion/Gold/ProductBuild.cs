using System.Text.Json.Nodes;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Gold.Queries.Portable;
using Lakehouse.Medallion.Silver;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Results;

namespace Lakehouse.Medallion.Gold;

/// <summary>One computation of a product, from its inputs at pinned versions to its commit.</summary>
internal sealed class ProductBuild(
    RunContext context,
    GoldProduct product,
    ProductPlan plan,
    Snapshot? table,
    IReadOnlyDictionary<ProductInput, Snapshot?> inputs)
{
    private const string View = "product_query";

    private IReadOnlyList<StagedFile> _staged = [];
    private StructType _schema = new([]);

    /// <summary>Rows written.</summary>
    public long Rows => _staged.Sum(file => file.Rows);

    private IReadOnlyList<string> PartitionColumns => product.Definition.PartitionedBy;

    private IEnumerable<AddFile> Replaced => (table?.Files ?? []).Where(file =>
        plan.Build == GoldBuild.Whole || plan.Values.Contains(file.PartitionValues[plan.Column!]));

    private IEnumerable<AddFile> Kept => plan.Build == GoldBuild.Whole
        ? []
        : table!.Files.Where(file => !plan.Values.Contains(file.PartitionValues[plan.Column!]));

    /// <summary>Computes the rows and writes their files.</summary>
    /// <exception cref="EngineException">The query failed.</exception>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        var rows = context.Compute == context.Engine
            ? await BindAsync(cancellationToken).ConfigureAwait(false)
            : await TranslateAsync(cancellationToken).ConfigureAwait(false);
        if (plan is { Build: GoldBuild.Partitions, Values.Count: 0 })
        {
            return;
        }
        _staged = await context.Compute.StageAsync(
            $"select * from {rows}{Restriction()}",
            new StageTarget(product.Table, _schema, PartitionColumns), cancellationToken).ConfigureAwait(false);
    }

    // The query as it is written, over views with the names that it uses.
    private async Task<string> BindAsync(CancellationToken cancellationToken)
    {
        var views = product.Inputs.Select(input => InputView(input))
            .Append($"create or replace temp view {View} as\n{product.Query.Sql}");
        await context.Engine.ExecuteAsync(string.Join(";\n", views), cancellationToken).ConfigureAwait(false);
        _schema = await context.Engine.DescribeAsync($"from {View}", cancellationToken).ConfigureAwait(false);
        return View;
    }

    // The same query in the words of Spark.
    private async Task<string> TranslateAsync(CancellationToken cancellationToken)
    {
        var relations = new Dictionary<string, PortableInput>(TableReference.NameComparer);
        foreach (var input in product.Inputs)
        {
            var rows = RowsOf(input, isWhole: false);
            relations[input.FullName] = new PortableInput(
                rows.Schema, await context.Compute.RelationAsync(rows, cancellationToken).ConfigureAwait(false));
        }
        var query = product.Query.ToSpark(relations.GetValueOrDefault);
        if (!query.IsPortable)
        {
            throw new MedallionException(
                ErrorCodes.EngineCannot, $"{product.Definition.SqlFile}: {query.Problems[0].Message} Or run with --engine duckdb.");
        }
        _schema = query.Schema;
        return $"({query.Sql})";
    }

    /// <summary>Checks what will be the table's rows, before anyone can see them.</summary>
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(CancellationToken cancellationToken)
    {
        // The checks see their inputs whole, in the versions that the rows were computed from.
        var named = product.Definition.Checks.SelectMany(check => check.Inputs).ToHashSet();
        foreach (var input in product.Inputs.Where(input => named.Contains(input.FullName)))
        {
            await context.Engine.ExecuteAsync(InputView(input, isWhole: true), cancellationToken).ConfigureAwait(false);
        }
        var after = new CheckedTable
        {
            FullName = product.Query.FullName,
            Schema = _schema,
            PartitionColumns = PartitionColumns,
            New = context.DataFiles(product.Table, _staged),
            Kept = Kept.Select(file => new DataFile(context.Locate(product.Table, file), file.PartitionValues)),
            CountRows = () => Rows + Kept.Sum(FileRows.Of),
            WholeBy = plan.Column,
            Keys = product.Definition.Grain,
        };
        return await TableChecks.RunAsync(context.Engine, product.Definition.Checks, after, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Publishes the rows, together with the versions of the inputs that they were computed from.</summary>
    public Task<CommitResult> CommitAsync(CancellationToken cancellationToken)
    {
        var read = product.Inputs.Where(input => inputs[input] is not null).ToList();
        return context.CommitAsync(
            product.Table,
            new CommitRequest
            {
                ReadSnapshot = table,
                Operation = "WRITE",
                OperationParameters = new Dictionary<string, string> { ["mode"] = "Overwrite" },
                UserMetadata = CommitNotes.Write(context, new JsonObject
                {
                    ["fingerprint"] = product.Fingerprint,
                    ["inputs"] = CommitNotes.Numbers(read, input => input.Table, input => inputs[input]!.Version),
                    ["build"] = plan.Build.ToString(),
                    ["reason"] = plan.Reason,
                    ["rows"] = Rows,
                }),
                Actions =
                [
                    .. Metadata(),
                    .. Replaced.Select(file => file.Remove(context.StartedAt)),
                    .. _staged.Select(file => file.ToAdd(_schema, context.StartedAt, table?.IndexedColumns)),
                    .. read.Select(input => new SetTransaction(
                        product.AppId(input), inputs[input]!.Version, context.StartedAt.ToUnixTimeMilliseconds())),
                ],
                Reads = plan.Build == GoldBuild.Whole
                    ? ReadScope.WholeTable
                    : ReadScope.Partitions([.. plan.Values.Select(value =>
                        new Dictionary<string, string?> { [plan.Column!] = value })]),
            },
            cancellationToken);
    }

    /// <summary>Removes what was written and will not be published.</summary>
    public Task DiscardAsync(CancellationToken cancellationToken) =>
        context.DiscardAsync(product.Table, _staged, cancellationToken);

    // Restricted inputs may give rows of other partitions too, which are not whole then and not wanted.
    private string Restriction()
    {
        if (plan.Build == GoldBuild.Whole)
        {
            return "";
        }
        var dialect = StepDialect.Of(context.Compute).Words;
        var type = context.Compute.TypeName(_schema.Fields.First(field => field.Name == plan.Column).Type);
        var present = plan.Values.OfType<string>().Select(value => $"cast({dialect.Quote(value)} as {type})").ToList();
        var conditions = new List<string>();
        if (present.Count > 0)
        {
            conditions.Add($"{dialect.Identifier(plan.Column!)} in ({string.Join(", ", present)})");
        }
        if (plan.Values.Contains(null))
        {
            conditions.Add($"{dialect.Identifier(plan.Column!)} is null");
        }
        return $" where {string.Join(" or ", conditions)}";
    }

    private IEnumerable<DeltaAction> Metadata()
    {
        if (table is null)
        {
            yield return TableDefinition.Metadata(
                context, _schema, PartitionColumns, product.Definition.Description ?? product.Name, product.Fingerprint);
        }
        else if (plan.Build == GoldBuild.Whole)
        {
            yield return table.Metadata with
            {
                Schema = _schema,
                PartitionColumns = PartitionColumns,
                Configuration = new Dictionary<string, string>(table.Metadata.Configuration)
                {
                    [TableDefinition.FingerprintProperty] = product.Fingerprint,
                },
            };
        }
    }

    private string InputView(ProductInput input, bool isWhole = false)
    {
        var rows = RowsOf(input, isWhole);
        return InputViews.Create(input.FullName, DuckDbEngine.Relation(rows.Files, rows.Schema, rows.PartitionColumns));
    }

    private TableRows RowsOf(ProductInput input, bool isWhole)
    {
        if (inputs[input] is not { } snapshot)
        {
            var schema = input.Dataset?.Schema ?? throw new MedallionException(
                ErrorCodes.NoSuchTable, $"{input.FullName} has never been built. Run without --select, or select it too.");
            return new TableRows(input.Table, schema, [SilverDataset.EventDate], []);
        }
        return context.Rows(snapshot, isWhole ? snapshot.Files : plan.Reads(input.FullName, snapshot));
    }
}
