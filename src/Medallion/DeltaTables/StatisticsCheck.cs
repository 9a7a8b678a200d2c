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
            if (Find(statistics.RootElement, "numRecords", []) is { ValueKind: JsonValueKind.Number } rows)
            {
                counts.Add(($"it does not hold the {rows} rows that its statistics state", $"abs(count(*) - ({rows} - {deleted}))"));
            }
            Collect(statistics.RootElement, snapshot.Metadata.Schema, [], "", deleted == 0, counts);
            var relation = await engine
                .RelationAsync(table, snapshot.Scan().Of([file]), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            var select = string.Join(", ", counts.Select(count => $"({count.Sql})::bigint").Append("count(*)"));
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
        JsonElement statistics, StructType row, IReadOnlyList<string> path, string prefix, bool isWhole,
        List<(string Problem, string Sql)> counts)
    {
        foreach (var field in row.Fields)
        {
            IReadOnlyList<string> inside = [.. path, field.PhysicalName(snapshot.ColumnMapping)];
            var value = prefix.Length == 0 ? $"t.{Sql.Name(field.Name)}" : $"({prefix}).{Sql.Name(field.Name)}";
            if (field.Type is StructType nested)
            {
                Collect(statistics, nested, inside, value, isWhole, counts);
                continue;
            }
            if (!field.Nullable && path.Count == 0)
            {
                counts.Add(($"'{field.Name}' is null in rows, and the column does not allow it", $"count(*) filter (where {value} is null)"));
            }
            if (isWhole && Find(statistics, "nullCount", inside) is { ValueKind: JsonValueKind.Number } nulls)
            {
                counts.Add((
                    $"'{field.Name}' is null in more or fewer rows than the {nulls} that its statistics state",
                    $"abs(count(*) filter (where {value} is null) - {nulls})"));
            }
            if (!Bounded.Contains(field.Type.Name) && field.Type is not DecimalType)
            {
                continue;
            }
            // The statistics of a column that was FLOAT hold the short texts of floats.
            var wasFloat = field.Type == PrimitiveType.Double && field.IsWidened;
            var type = wasFloat ? "FLOAT" : DuckDbTypes.ToSql(field.Type);
            value = wasFloat ? $"cast({value} as FLOAT)" : value;
            if (Text(Find(statistics, "minValues", inside)) is { } min)
            {
                counts.Add(($"'{field.Name}' is less than its statistics state", $"count(*) filter (where {value} < cast({Sql.Text(min)} as {type}))"));
            }
            if (Text(Find(statistics, "maxValues", inside)) is { } max)
            {
                // Writers cut times to milliseconds, and pass over NaN.
                var bound = field.Type.Name.StartsWith("timestamp", StringComparison.Ordinal) ? " + interval 1 millisecond" : "";
                var number = field.Type.Name is "float" or "double" ? $" and not isnan({value})" : "";
                counts.Add((
                    $"'{field.Name}' is greater than its statistics state",
                    $"count(*) filter (where {value} > cast({Sql.Text(max)} as {type}){bound}{number})"));
            }
        }
    }

    private static string? Text(JsonElement? value) => value is not { } bound ? null : bound.ValueKind switch
    {
        JsonValueKind.String => bound.GetString(),
        JsonValueKind.Number => bound.GetRawText(),
        _ => null,
    };

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
