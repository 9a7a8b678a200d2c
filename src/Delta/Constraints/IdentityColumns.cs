using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Constraints;

/// <summary>The identity columns of a table's metadata.</summary>
internal static class IdentityColumns
{
    /// <summary>The metadata after numbers were given to rows.</summary>
    /// <param name="metadata">The metadata before.</param>
    /// <param name="lastNumbers">The last number by column.</param>
    public static Metadata Numbered(Metadata metadata, IReadOnlyDictionary<string, long> lastNumbers) => lastNumbers.Count == 0
        ? metadata
        : With(metadata, (field, identity) => lastNumbers.TryGetValue(field.Name, out var last)
            ? identity.NotBefore(identity with { HighWaterMark = last })
            : identity);

    /// <summary>The metadata of an earlier version, in which no number is given again that a later one gave.</summary>
    public static Metadata NotBefore(Metadata earlier, Metadata later) => With(earlier, (field, identity) =>
        identity.NotBefore(later.Schema.Fields.FirstOrDefault(one => one.Name == field.Name) is { } same ? IdentityColumn.Of(same) : null));

    /// <summary>Whether metadata are the same but for how far numbers were given.</summary>
    public static bool OnlyNumber(Metadata before, Metadata after) => Unmarked(before).IsSame(Unmarked(after));

    private static Metadata Unmarked(Metadata metadata) => metadata with
    {
        Schema = new StructType([.. metadata.Schema.Fields.Select(field => field with
        {
            Metadata = new SortedDictionary<string, string>(
                field.Metadata.Where(one => one.Key != IdentityColumn.HighWaterMarkKey).ToDictionary(), StringComparer.Ordinal),
        })]),
    };

    private static Metadata With(Metadata metadata, Func<StructField, IdentityColumn, IdentityColumn> change) => metadata with
    {
        Schema = new StructType([.. metadata.Schema.Fields.Select(field =>
            IdentityColumn.Of(field) is { } identity ? change(field, identity).In(field) : field)]),
    };
}
