using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Dml;

/// <summary>
/// Where a merge compares a column of the table with one of the source, the values that the source has leave out files.
/// </summary>
internal sealed class KeyRanges(DuckDbEngine engine, StructType source, PredicateReader reader, int mostValues)
{
    private const string FirstRows = "2048";

    /// <summary>What holds for the table's side of every match.</summary>
    public async Task<IReadOnlyList<Predicate>> ReadAsync(JsonElement condition, CancellationToken cancellationToken)
    {
        var predicates = new List<Predicate>();
        foreach (var equality in Conjuncts(condition))
        {
            var (left, right) = (equality.GetProperty("left"), equality.GetProperty("right"));
            var found = Pair(left, right) ?? Pair(right, left);
            if (found is { } pair && await RangeAsync(pair.Path, pair.Column, cancellationToken).ConfigureAwait(false) is { } range)
            {
                predicates.Add(range);
            }
        }
        return predicates;
    }

    private static IEnumerable<JsonElement> Conjuncts(JsonElement node) => node.GetProperty("type").GetString() switch
    {
        "CONJUNCTION_AND" => node.GetProperty("children").EnumerateArray().SelectMany(Conjuncts),
        "COMPARE_EQUAL" => [node],
        _ => [],
    };

    private (IReadOnlyList<string> Path, StructField Column)? Pair(JsonElement table, JsonElement other)
    {
        if (reader.Column(table) is not { } column || SqlExpression.Class(other) != "COLUMN_REF")
        {
            return null;
        }
        var names = SqlExpression.Names(other);
        var name = names is ["source", var qualified] ? qualified : names is [var plain] ? plain : null;
        var field = source.Fields.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return field is not null && field.Type == column.Type ? (column.Path, field) : null;
    }

    private async Task<Predicate?> RangeAsync(
        IReadOnlyList<string> path, StructField column, CancellationToken cancellationToken)
    {
        if (column.Type is not PrimitiveType { Name: "string" or "long" or "integer" or "short" or "byte" or "date" })
        {
            return null;
        }
        var name = Sql.Name(column.Name);
        var bounds = (await engine.QueryAsync(
            $"select min({name})::varchar, max({name})::varchar from {ChangeSql.SourceTable}",
            row => row.IsDBNull(0) ? [] : new[] { row.GetString(0), row.GetString(1) }, cancellationToken).ConfigureAwait(false))[0];
        IReadOnlyList<string>? values = [.. bounds.Distinct()];
        if (values.Count > 1)
        {
            values = await FewAsync(name, cancellationToken).ConfigureAwait(false);
        }
        return values is null
            ? Predicate.Between(path, Value(column.Type, bounds[0]), Value(column.Type, bounds[1]))
            : Predicate.In(path, values.Select(value => Value(column.Type, value)));
    }

    /// <summary>The values of a column of the source; null when they are many, which the first rows mostly show.</summary>
    private async Task<IReadOnlyList<string>?> FewAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> values = [];
        foreach (var rows in new[] { $"(from {ChangeSql.SourceTable} limit {FirstRows})", ChangeSql.SourceTable })
        {
            values = await engine.QueryAsync(
                $"select value::varchar from (select distinct {name} as value from {rows} where {name} is not null limit {mostValues + 1})",
                row => row.GetString(0), cancellationToken).ConfigureAwait(false);
            if (values.Count > mostValues)
            {
                return null;
            }
        }
        return values;
    }

    private static object Value(DataType type, string text) => type.Name switch
    {
        "string" => text,
        "date" => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };
}
