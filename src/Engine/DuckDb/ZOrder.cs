using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>SQL that sorts rows along a Z-order curve, so that rows near in all columns come near each other.</summary>
/// <remarks>
/// Each column is cut into ranges with about equally many rows, by a sample; the bits of the ranges' numbers are interleaved.
/// </remarks>
internal static class ZOrder
{
    private const int BitsOfRange = 6;
    private const int SampleRows = 100_000;

    private static readonly string Fractions = string.Join(", ", Enumerable.Range(1, (1 << BitsOfRange) - 1)
        .Select(i => ((double)i / (1 << BitsOfRange)).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The same rows in order; of one column, simply sorted by it.</summary>
    public static async Task<string> OfAsync(
        DuckDbEngine engine, string select, IReadOnlyList<StructField> columns, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns.Select(column => Sql.Name(column.Name)));
        if (columns.Count == 1)
        {
            return $"select * from ({select}) order by {names}";
        }
        var bounds = await BoundsAsync(engine, select, columns, cancellationToken).ConfigureAwait(false);
        var ranges = columns.Select((column, i) =>
            $"case when {Sql.Name(column.Name)} is null then 0 else {Tree(column, bounds[i], 0, bounds[i].Length)} end as {Range(i)}");
        var bits = from bit in Enumerable.Range(0, BitsOfRange)
                   from column in Enumerable.Range(0, columns.Count)
                   select string.Create(
                       CultureInfo.InvariantCulture,
                       $"((({Range(column)} >> {bit}) & 1)::HUGEINT << {bit * columns.Count + column})");
        var helpers = string.Join(", ", columns.Select((_, i) => Range(i)));
        return $"select * exclude ({helpers}) from (select *, {string.Join(", ", ranges)} from ({select})) "
            + $"order by {string.Join(" | ", bits)}, {names}";
    }

    private static async Task<string[][]> BoundsAsync(
        DuckDbEngine engine, string select, IReadOnlyList<StructField> columns, CancellationToken cancellationToken)
    {
        var bounds = columns.Select(column =>
            $"to_json(list_transform(quantile_disc({Sql.Name(column.Name)}, [{Fractions}]), lambda bound: bound::varchar))::varchar");
        var found = await engine.QueryAsync(
            $"select {string.Join(", ", bounds)} from (select * from ({select}) using sample reservoir({SampleRows} rows) repeatable (1))",
            row => Enumerable.Range(0, columns.Count)
                .Select(i => row.IsDBNull(i) ? [] : JsonSerializer.Deserialize<string[]>(row.GetString(i)) ?? [])
                .ToArray(),
            cancellationToken).ConfigureAwait(false);
        return found[0];
    }

    /// <summary>A search by halves: how many of the bounds are not greater than the value.</summary>
    private static string Tree(StructField column, string[] bounds, int from, int to)
    {
        if (from == to)
        {
            return from.ToString(CultureInfo.InvariantCulture);
        }
        var middle = (from + to) / 2;
        return $"case when {Sql.Name(column.Name)} < cast({Sql.Text(bounds[middle])} as {DuckDbTypes.ToSql(column.Type)}) "
            + $"then {Tree(column, bounds, from, middle)} else {Tree(column, bounds, middle + 1, to)} end";
    }

    private static string Range(int column) => string.Create(CultureInfo.InvariantCulture, $"_z_order_range_{column}");
}
