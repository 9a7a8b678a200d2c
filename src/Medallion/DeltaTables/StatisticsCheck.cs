using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.DeltaTables;

/// <summary>Holds the statistics of a data file against its rows.</summary>
internal sealed class StatisticsCheck(DuckDbEngine engine, DeltaTable table, Snapshot snapshot)
{
    private static readonly HashSet<string> Bounded =
        ["string", "long", "integer", "short", "byte", "float", "double", "date", "timestamp", "timestamp_ntz"];

    /// <summary>What is wrong with a file; empty when nothing is.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(ScanFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var statistics = JsonDocument.Parse(file.File.StatsJson ?? "{}");
            var counts = new List<(string Problem, string Sql)>();
            var deleted = file.File.DeletionVector?.Cardinality ?? 0;
            var numRecords = Find(statistics.RootElement, "numRecords", []) is { ValueKind: JsonValueKind.Number } rows ? $"{rows}" : null;
            if (numRecords is not null)
            {
                counts.Add(($"it does not hold the {numRecords} rows that its statistics state", $"abs(count(*) - ({numRecords} - {deleted}))"));
            }
            // Of a file with deleted rows the statistics tell whether none or all of the rows that are left are null.
            Func<JsonElement, string> nulls = deleted == 0
                ? stated => $"{stated}"
                : stated => $"case {stated} when 0 then 0 when {numRecords ?? "null"} then count(*) end";
            Collect(statistics.RootElement, snapshot.Metadata.Schema, [], "", nulls, counts);
            var relation = await engine
                .RelationAsync(table, snapshot.Scan().Of([file]), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            // The last reads what no statistics are about.
            var select = string.Join(", ", counts.Select(count => $"({count.Sql})::bigint").Append("bit_xor(hash(t))"));
            var found = await engine.QueryAsync(
                $"select {select} from {relation} as t",
                row => counts.Where((_, i) => !row.IsDBNull(i) && row.GetInt64(i) > 0).Select(count => count.Problem).ToList(),
                cancellationToken).ConfigureAwait(false);
            return found[0];
        }
        catch (JsonException error)
        {
            return [$"its statistics are no JSON: {error.Message}"];
        }
        catch (Exception error) when (error is EngineException or DeltaException)
        {
            return [$"its rows cannot be read: {error.Message}"];
        }
    }

    private void Collect(
        JsonElement statistics, StructType row, IReadOnlyList<string> path, string prefix, Func<JsonElement, string> nulls,
        List<(string Problem, string Sql)> counts)
    {
        foreach (var field in row.Fields)
        {
            IReadOnlyList<string> inside = [.. path, field.PhysicalName(snapshot.ColumnMapping)];
            var value = prefix.Length == 0 ? $"t.{Sql.Name(field.Name)}" : $"({prefix}).{Sql.Name(field.Name)}";
            if (field.Type is StructType nested)
            {
                Collect(statistics, nested, inside, value, nulls, counts);
                continue;
            }
            if (!field.Nullable && path.Count == 0)
            {
                counts.Add(($"'{field.Name}' is null in rows, and the column does not allow it", $"count(*) filter (where {value} is null)"));
            }
            // DuckDB takes JSON's null for a row without a value.
            if (field.Type != PrimitiveType.Variant && Find(statistics, "nullCount", inside) is { ValueKind: JsonValueKind.Number } stated)
            {
                counts.Add((
                    $"'{field.Name}' is null in more or fewer rows than the {stated} that its statistics state",
                    $"abs(count(*) filter (where {value} is null) - {nulls(stated)})"));
            }
            if (!Bounded.Contains(field.Type.Name) && field.Type is not DecimalType)
            {
                continue;
            }
            if (Bound(Find(statistics, "minValues", inside), field, "least") is { } min)
            {
                counts.Add(($"'{field.Name}' is less than its statistics state", $"count(*) filter (where {value} < {min})"));
            }
            if (Bound(Find(statistics, "maxValues", inside), field, "greatest") is { } max)
            {
                // Writers cut times to milliseconds, and pass over NaN.
                var bound = field.Type.Name.StartsWith("timestamp", StringComparison.Ordinal) ? " + interval 1 millisecond" : "";
                var number = field.Type.Name is "float" or "double" ? $" and not isnan({value})" : "";
                counts.Add((
                    $"'{field.Name}' is greater than its statistics state",
                    $"count(*) filter (where {value} > {max}{bound}{number})"));
            }
        }
    }

    /// <summary>SQL of a bound that the statistics state; null when they state none.</summary>
    private static string? Bound(JsonElement? stated, StructField field, string choice)
    {
        var text = stated switch
        {
            { ValueKind: JsonValueKind.String } bound => bound.GetString(),
            { ValueKind: JsonValueKind.Number } bound => bound.GetRawText(),
            _ => null,
        };
        if (text is null)
        {
            return null;
        }
        var value = $"cast({Sql.Text(text)} as {DuckDbTypes.ToSql(field.Type)})";
        // The statistics of a column that was FLOAT hold the short texts of floats.
        return field.Type == PrimitiveType.Double && field.IsWidened
            ? $"{choice}({value}, cast(try_cast({Sql.Text(text)} as FLOAT) as DOUBLE))"
            : value;
    }

    private static JsonElement? Find(JsonElement statistics, string part, IReadOnlyList<string> path)
    {
        if (statistics.ValueKind != JsonValueKind.Object || !statistics.TryGetProperty(part, out var element))
        {
            return null;
        }
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }
        return element;
    }
}
