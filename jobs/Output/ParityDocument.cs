using Lakehouse.Medallion.Hashes;
using Lakehouse.Medallion.Parity;

namespace Lakehouse.Jobs.Output;

/// <summary>A certificate of parity, for programs.</summary>
internal static class ParityDocument
{
    /// <summary>The document's content.</summary>
    public static object Of(ParityCertificate certificate) => new
    {
        certificate.Project,
        certificate.Holds,
        certificate.ComparedAt,
        certificate.Left,
        certificate.Right,
        certificate.Ignored,
        Tables = certificate.Tables.Select(table => new
        {
            table.Table,
            table.Holds,
            Left = Content(table.Left),
            Right = Content(table.Right),
            Schema = new { Same = table.Schema.Count == 0, Differences = table.Schema },
            Partitions = table.Partitions.Select(partition => new
            {
                partition.Partition,
                partition.Holds,
                partition.SameKeys,
                Left = Hash(partition.Left),
                Right = Hash(partition.Right),
            }),
            DifferentRows = table.Rows.Select(row => new
            {
                Row = row.Row.Select(value => new { Column = value.Key, value.Value }),
                row.Left,
                row.Right,
                row.Columns,
            }),
        }),
    };

    private static object? Content(TableContent? content) => content is null ? null : new
    {
        content.Version,
        content.Hash.Rows,
        Hash = content.Hash.ToString(),
        Keys = content.Keys?.ToString(),
    };

    private static object? Hash(ContentHash? hash) => hash is null ? null : new { hash.Rows, Hash = hash.ToString() };
}
