using System.Collections.Immutable;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Tracing;

/// <summary>Searches the largest set of input tables by whose partitions a product can be recomputed.</summary>
internal sealed class PartitionTracer(SqlText text, Query query, IReadOnlyList<string> tables, Func<string, InputTable?> inputs)
{
    // Each candidate costs one walk over the tree. Eight inputs by one partition column each need no more.
    private const int MostCandidates = 256;

    public PartitionTrace Trace(IReadOnlyList<string> partitionColumns)
    {
        try
        {
            return Search(partitionColumns);
        }
        catch (InsufficientExecutionStackException)
        {
            return new UnprovablePartitions("the query is nested too deep to be followed");
        }
    }

    private PartitionTrace Search(IReadOnlyList<string> partitionColumns)
    {
        if (partitionColumns.Count == 0)
        {
            return new UnprovablePartitions("the product is not partitioned");
        }
        var partitioned = tables
            .Select(table => new PartitionedTable(table, PartitionColumns(table, partitionColumns)))
            .Where(one => one.Columns.Count > 0)
            .ToList();
        if (partitioned.Count == 0)
        {
            return new UnprovablePartitions("no table that it reads is partitioned");
        }
        string? reason = null;
        foreach (var candidate in Candidates(partitioned).Take(MostCandidates))
        {
            var relation = new QueryTracer(text, inputs, candidate).Trace(query);
            foreach (var name in partitionColumns)
            {
                var column = relation.Find(name);
                if (column is not null && relation.Alignment.Holds(column))
                {
                    return new ProvablePartitions(name, candidate, tables.Except(candidate.Keys).ToHashSet());
                }
                // The plainest reason is the one that remains when only the column's own table is traced.
                if (reason is null || (candidate.Count == 1 && column?.Origin?.Table == candidate.Keys.Single()))
                {
                    reason = Explain(name, column, relation, candidate);
                }
            }
        }
        return new UnprovablePartitions(reason!);
    }

    private IReadOnlyList<string> PartitionColumns(string table, IReadOnlyList<string> preferred)
    {
        bool IsPreferred(string name) => preferred.Contains(name, TableReference.NameComparer);
        return inputs(table) is { } input
            ? [.. input.PartitionColumns.Where(IsPreferred), .. input.PartitionColumns.Where(name => !IsPreferred(name))]
            : [];
    }

    private static string Explain(
        string name, TracedColumn? column, Relation relation, ImmutableDictionary<string, string> traced)
    {
        if (column is null)
        {
            return relation.IsOpen
                ? $"column {name} comes after columns that only DuckDB can name"
                : $"the query has no column {name}";
        }
        if (column.ComputedBy is { } computedBy)
        {
            return $"column {name} is computed by {computedBy}";
        }
        if (column.Origin is not var (table, original))
        {
            return relation.Alignment.Loss ?? $"column {name} cannot be followed to a column of a table";
        }
        if (!traced.TryGetValue(table, out var partition))
        {
            return relation.Alignment.Loss ?? $"column {name} comes from {table}, which is not partitioned";
        }
        return TableReference.NameComparer.Equals(partition, original)
            ? relation.Alignment.Loss ?? $"column {name} comes from {table}, and a join can leave it empty"
            : $"column {name} comes from {table}.{original}, which is not a partition column";
    }

    // All choices of tables and their columns, the largest first.
    private static IEnumerable<ImmutableDictionary<string, string>> Candidates(List<PartitionedTable> tables)
    {
        for (var size = tables.Count; size > 0; size--)
        {
            foreach (var choice in Choose(tables, 0, size))
            {
                yield return choice;
            }
        }
    }

    private static IEnumerable<ImmutableDictionary<string, string>> Choose(List<PartitionedTable> tables, int from, int size)
    {
        if (size == 0)
        {
            return [ImmutableDictionary.Create<string, string>(TableReference.NameComparer)];
        }
        if (tables.Count - from < size)
        {
            return [];
        }
        var (table, columns) = tables[from];
        var with = columns.SelectMany(column => Choose(tables, from + 1, size - 1).Select(rest => rest.Add(table, column)));
        return with.Concat(Choose(tables, from + 1, size));
    }

    private sealed record PartitionedTable(string Table, IReadOnlyList<string> Columns);
}
