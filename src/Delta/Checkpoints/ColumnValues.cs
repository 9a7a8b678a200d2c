using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Reads values of columns that a file may lack.</summary>
internal static class ColumnValues
{
    public static bool Has(this IColumn? column, int row) => column is not null && !column.IsNull(row);

    public static string? Text(this IColumn? column, int row) =>
        column.Has(row) ? Encoding.UTF8.GetString(column!.GetBytes(row)) : null;

    public static string RequiredText(this IColumn? column, int row, string name) =>
        column.Text(row) ?? throw Missing(name);

    public static long? Number(this IColumn? column, int row) => column.Has(row) ? column!.GetInt64(row) : null;

    public static long RequiredNumber(this IColumn? column, int row, string name) =>
        column.Number(row) ?? throw Missing(name);

    public static bool? Flag(this IColumn? column, int row) => column.Has(row) ? column!.GetBoolean(row) : null;

    public static IReadOnlyList<string>? Texts(this IColumn? column, int row)
    {
        if (!column.Has(row)) return null;
        var (start, count) = column!.Range(row);
        var elements = column.Elements;
        return [.. Enumerable.Range(start, count).Select(element => elements.RequiredText(element, "an element"))];
    }

    /// <summary>A map of texts. Maps of one builder share what is the same.</summary>
    public static StringMap? Map(this IColumn? column, int row, StringMapBuilder builder)
    {
        if (!column.Has(row)) return null;
        var (start, count) = column!.Range(row);
        var (keys, values) = (column.Keys, column.Values);
        builder.Begin();
        for (var entry = start; entry < start + count; entry++)
            builder.Add(keys.RequiredText(entry, "a map's key"), values.Text(entry));
        return builder.Build();
    }

    public static DeletionVectorDescriptor? Vector(this IColumn? column, int row) =>
        !column.Has(row) || !column!.Field("storageType").Has(row) ? null : new DeletionVectorDescriptor(
            column.Field("storageType").RequiredText(row, "deletionVector.storageType"),
            column.Field("pathOrInlineDv").RequiredText(row, "deletionVector.pathOrInlineDv"),
            column.Field("offset").Number(row),
            column.Field("sizeInBytes").RequiredNumber(row, "deletionVector.sizeInBytes"),
            column.Field("cardinality").RequiredNumber(row, "deletionVector.cardinality"));

    private static InvalidDataException Missing(string name) => new($"{name} is missing");
}
