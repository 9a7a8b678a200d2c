using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Dml;

/// <summary>Parses the expressions of a change, and has DuckDB keep the source's rows where that is needed.</summary>
internal sealed class ChangeParser(DuckDbEngine engine, RowChange change)
{
    private const int MostValues = 100;

    private readonly List<SqlExpression?> _conditions = [];

    private readonly HashSet<string> _columns =
        change.Snapshot.Metadata.Schema.Fields.Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public async Task<ChangeExpressions> ParseAsync(CancellationToken cancellationToken)
    {
        foreach (var clause in change.Clauses)
        {
            _conditions.Add(clause.Condition is null ? null : await OwnAsync(clause.Condition, cancellationToken).ConfigureAwait(false));
            foreach (var (column, value) in clause.Set ?? new Dictionary<string, string>())
            {
                RequireColumn(column);
                await OwnAsync(value, cancellationToken).ConfigureAwait(false);
            }
        }
        if (change.InsertCondition is { } insertCondition)
        {
            await OwnAsync(insertCondition, cancellationToken).ConfigureAwait(false);
        }
        var source = change.Source is null
            ? new StructType([])
            : await engine.DescribeAsync(change.Source, cancellationToken).ConfigureAwait(false);
        RequireOwnNames(change.Snapshot.Metadata.Schema.Fields.Concat(source.Fields));
        if (change.Clauses.Any(clause => clause.Set is null && clause.Then != RowAction.Delete))
        {
            foreach (var column in source.Fields)
            {
                RequireColumn(column.Name);
            }
        }
        var isKept = change.Source is not null && change.Clauses.Any(clause => clause.When != RowMatch.NotMatched);
        var fields = change.Snapshot.Metadata.Schema.Fields;
        var identities = fields.Select(field => (field.Name, Column: IdentityColumn.Of(field)))
            .Where(one => one.Column is not null)
            .ToDictionary(one => one.Name, one => one.Column!);
        RequireUnset(identities, source);
        isKept |= change.MatchCondition is not null || (change.Source is not null && identities.Count > 0);
        if (isKept)
        {
            await KeepSourceAsync(cancellationToken).ConfigureAwait(false);
        }
        return new ChangeExpressions
        {
            Source = source,
            IsSourceKept = isKept,
            Reads = await ReadsAsync(source, cancellationToken).ConfigureAwait(false),
            NeedsPartitionsOnly = NeedsPartitionsOnly(),
            Rules = await RulesAsync(cancellationToken).ConfigureAwait(false),
            Generated = await SparkAsync(fields, ColumnExpressions.Generation, cancellationToken).ConfigureAwait(false),
            Defaults = await SparkAsync(fields, ColumnExpressions.Default, cancellationToken).ConfigureAwait(false),
            Identities = identities,
            Mapping = change.Snapshot.ColumnMapping,
        };
    }

    // In no order of its own, a source that fits into a row group would be stored by each thread and then once more by DuckDB.
    private async Task KeepSourceAsync(CancellationToken cancellationToken)
    {
        await engine.ExecuteAsync("set preserve_insertion_order = true", cancellationToken).ConfigureAwait(false);
        try
        {
            await engine.ExecuteAsync(
                $"create or replace temp table {ChangeSql.SourceTable} as "
                + $"select *, row_number() over () as {ChangeSql.SourceRow} from ({change.Source})",
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await engine.ExecuteAsync("set preserve_insertion_order = false", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task<SqlExpression> OwnAsync(string text, CancellationToken cancellationToken) =>
        SqlExpression.ParseAsync(engine, text, cancellationToken);

    private void RequireOwnNames(IEnumerable<StructField> fields)
    {
        if (fields.FirstOrDefault(field => field.Name.StartsWith(ChangeSql.Prefix, StringComparison.OrdinalIgnoreCase)) is { } field)
        {
            throw new EngineException(
                ErrorCodes.QueryInvalid,
                $"a change of {change.Snapshot.Table} names columns of its own with '{ChangeSql.Prefix}', as '{field.Name}' is. Rename the column.");
        }
    }

    private void RequireColumn(string name)
    {
        if (!change.Snapshot.Metadata.Schema.Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new EngineException(
                ErrorCodes.QueryInvalid, $"{change.Snapshot.Table} has no column '{name}'. Leave it out, or add it to the table first.");
        }
    }

    /// <summary>Refuses clauses that set a column which the table numbers itself.</summary>
    private void RequireUnset(Dictionary<string, IdentityColumn> identities, StructType source)
    {
        foreach (var clause in change.Clauses.Where(clause => clause.Then != RowAction.Delete))
        {
            var set = clause.Set?.Keys ?? source.Fields.Select(column => column.Name);
            var given = set.FirstOrDefault(name => identities.Any(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)
                && !(one.Value.TakesValues && clause.Then == RowAction.Insert)));
            if (given is not null)
            {
                throw new EngineException(
                    ErrorCodes.QueryInvalid,
                    $"{change.Snapshot.Table} numbers its rows in '{given}' itself, and numbers never change. Leave the column out.");
            }
        }
    }

    private async Task<IReadOnlyList<string>> RulesAsync(CancellationToken cancellationToken)
    {
        var rules = new List<string>();
        foreach (var rule in change.Rules)
        {
            rules.Add((await SparkExpression.ParseAsync(engine, rule.Expression, _columns, cancellationToken).ConfigureAwait(false)).Text);
        }
        return rules;
    }

    private async Task<IReadOnlyDictionary<string, string>> SparkAsync(
        IReadOnlyList<StructField> fields, Func<StructField, string?> text, CancellationToken cancellationToken)
    {
        var expressions = new Dictionary<string, string>();
        foreach (var field in fields)
        {
            if (text(field) is { } expression)
            {
                expressions[field.Name] = (await SparkExpression.ParseAsync(engine, expression, _columns, cancellationToken).ConfigureAwait(false)).Text;
            }
        }
        return expressions;
    }

    private bool NeedsPartitionsOnly()
    {
        var partitions = change.Snapshot.Metadata.PartitionColumns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return change.MatchCondition is null
            && change.Clauses.Zip(_conditions).All(one => one.First.When == RowMatch.NotMatched
                || (one.First.Then == RowAction.Delete
                    && one.Second?.Columns.All(names => names.Count == 1 && partitions.Contains(names[0])) != false));
    }

    private async Task<Predicate?> ReadsAsync(StructType source, CancellationToken cancellationToken)
    {
        var reader = new PredicateReader(
            change.Snapshot.Metadata.Schema,
            name => source.Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
        var parts = new List<Predicate>();
        foreach (var (clause, condition) in change.Clauses.Zip(_conditions))
        {
            if (clause.When != RowMatch.NotMatchedBySource)
            {
                continue;
            }
            if (condition is null || reader.Read(condition.Root) is not { } part)
            {
                return null;
            }
            parts.Add(part);
        }
        if (change.MatchCondition is { } match)
        {
            var expression = await OwnAsync(match, cancellationToken).ConfigureAwait(false);
            var keys = await new KeyRanges(engine, source, reader, MostValues).ReadAsync(expression.Root, cancellationToken).ConfigureAwait(false);
            Predicate[] all = [.. reader.Read(expression.Root) is { } own ? [own] : Array.Empty<Predicate>(), .. keys];
            if (all.Length == 0)
            {
                return null;
            }
            parts.Add(Predicate.And(all));
        }
        return Predicate.Or(parts);
    }
}
