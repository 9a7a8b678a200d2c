using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Hashes;
using Lakehouse.Medallion.Queries;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>hash</c>: prints content hashes.</summary>
internal static class HashCommand
{
    public static Command Create(Streams streams)
    {
        var tables = new Option<string[]>("--table")
        {
            Description = "Only this table, such as silver.orders or gold.daily_sales@v3; may be repeated.",
            HelpName = "name",
        };
        var partitions = new Option<bool>("--partitions") { Description = "One hash for each partition." };
        var ignored = new Option<string[]>("--ignore")
        {
            Description = "Leave this column out; may be repeated. With landed_at, tables that were landed at other times compare.",
            HelpName = "column",
        };
        var command = new Verb(
            "hash", "Print the content hash of tables: equal rows, equal hash, whatever their files and order.",
            "medallion hash samples/shop", "medallion hash --table silver.orders@v0 --partitions samples/shop",
            "medallion hash --ignore landed_at samples/shop")
        { tables, partitions, ignored };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = project.Read(parsed).Open();
            var hashes = await HashAsync(
                session, parsed.GetValue(tables) ?? [], parsed.GetValue(ignored) ?? [], cancellationToken);
            Write(hashes, parsed.GetValue(partitions), OutputOptions.Terminal(parsed, streams), OutputOptions.IsJson(parsed));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<TableHash>> HashAsync(
        LakehouseSession session, string[] names, string[] ignored, CancellationToken cancellationToken)
    {
        var tables = names.Length == 0
            ? await TableHasher.BuiltAsync(session, cancellationToken)
            : [.. names.Select(name => TableName.TryParse(name)
                ?? throw new UsageException($"'{name}' is no table name. Write one such as silver.orders or gold.daily_sales@v3."))];
        var hashes = new List<TableHash>();
        foreach (var table in tables)
        {
            hashes.Add(await TableHasher.HashAsync(session, table, ignored.ToHashSet(), cancellationToken));
        }
        if (hashes.Count > 0 && ignored.Except(hashes.SelectMany(hash => hash.Ignored)).FirstOrDefault() is { } unknown)
        {
            throw new UsageException($"no table here has a column '{unknown}'. Name columns as 'medallion query' shows them.");
        }
        return hashes;
    }

    private static void Write(IReadOnlyList<TableHash> hashes, bool byPartition, Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            Document.Write(terminal.Data, hashes.Select(table => new
            {
                table.Table,
                table.Version,
                table.Hash.Rows,
                Hash = table.Hash.ToString(),
                table.Ignored,
                Partitions = byPartition
                    ? table.Partitions.Select(p => new { p.Partition, p.Hash.Rows, Hash = p.Hash.ToString() })
                    : null,
            }));
        }
        else if (byPartition)
        {
            terminal.Table(
                ["table", "version", "partition", "hash"],
                hashes.SelectMany(table => table.Partitions.Select(p => new object?[]
                {
                    table.Table, table.Version, p.Partition, p.Hash.ToString(),
                })));
        }
        else
        {
            terminal.Table(
                ["table", "version", "hash"],
                hashes.Select(table => new object?[] { table.Table, table.Version, table.Hash.ToString() }));
        }
    }
}
