using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.DeltaTables;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta detail</c>: tells what a table is.</summary>
internal static class DeltaDetailCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "detail", "Tell what a table is: size, columns, partitions, properties, protocol.",
            "medallion delta detail tables/silver/orders", "medallion delta detail tables/silver/orders --version 0 --json");
        var table = new TableOptions(command, hasVersion: true);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = table.Open(parsed);
            var detail = await session.DetailAsync(table.Version(parsed), cancellationToken);
            Write(detail, OutputOptions.Terminal(parsed, streams), OutputOptions.IsJson(parsed));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(TableDetail detail, Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            Document.Write(terminal.Data, detail);
            return;
        }
        // As texts: a column that holds a number is aligned to the right.
        terminal.Table(["property", "value"], Rows(detail).Select(row =>
            new object?[] { row.Name, row.Value is null ? null : ValueText.Of(row.Value) }));
        terminal.Data.Write('\n');
        terminal.Table(
            ["column", "type", "nullable"],
            detail.Columns.Select(column => new object?[] { column.Name, column.Type, column.Nullable }));
    }

    private static IEnumerable<(string Name, object? Value)> Rows(TableDetail detail)
    {
        yield return ("id", detail.Id);
        yield return ("name", detail.Name);
        yield return ("description", detail.Description);
        yield return ("version", detail.Version);
        yield return ("last modified", detail.LastModified);
        yield return ("created", detail.CreatedAt);
        yield return ("partition columns", string.Join(", ", detail.PartitionColumns));
        yield return ("files", detail.NumFiles);
        yield return ("bytes", detail.SizeInBytes);
        yield return ("rows", detail.NumRecords);
        yield return ("deleted rows", detail.NumDeletedRecords);
        yield return ("reader version", detail.MinReaderVersion);
        yield return ("writer version", detail.MinWriterVersion);
        yield return ("features", string.Join(", ", detail.TableFeatures));
        foreach (var (name, value) in detail.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            yield return (name, value);
        }
    }
}
