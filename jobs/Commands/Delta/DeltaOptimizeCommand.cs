using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.DeltaTables;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta optimize</c>: packs short files, sorts rows, purges deletion vectors.</summary>
internal static class DeltaOptimizeCommand
{
    public static Command Create(Streams streams)
    {
        var zOrder = new Option<string[]>("--z-order")
        {
            Description = "Sort rows so that those with near values of these columns share files; several columns, or separated by commas.",
            HelpName = "column",
            AllowMultipleArgumentsPerToken = true,
        };
        var partition = new Option<string[]>("--partition")
        {
            Description = "Only partitions with this value, written column=value; may be repeated.",
            HelpName = "column=value",
        };
        var target = new Option<int?>("--target-mb")
        {
            Description = "How long files should be, in MiB, instead of what the table says (else 256).",
            HelpName = "size",
        };
        var purge = new Option<bool>("--purge") { Description = "Write every file with deleted rows anew, however few they are." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be done, and do nothing." };
        var command = new Verb(
            "optimize", "Pack short files together, sort rows, and leave deleted rows behind; the content stays the same.",
            "medallion delta optimize tables/silver/orders --dry-run",
            "medallion delta optimize tables/silver/orders --z-order customer_id --z-order order_date",
            "medallion delta optimize tables/silver/orders --partition event_date=2026-03-01 --target-mb 128")
        { zOrder, partition, target, purge, dryRun };
        var table = new TableOptions(command, hasVersion: false);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = OutputOptions.Terminal(parsed, streams);
            using var session = table.Open(parsed);
            var result = await session.OptimizeAsync(
                [.. (parsed.GetValue(zOrder) ?? []).SelectMany(columns => columns.Split(',', StringSplitOptions.RemoveEmptyEntries))],
                (parsed.GetValue(partition) ?? []).Select(Value).ToDictionary(),
                TargetBytes(parsed.GetValue(target)),
                parsed.GetValue(purge),
                parsed.GetValue(dryRun),
                new PercentLines(terminal),
                cancellationToken);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, result);
            }
            else
            {
                terminal.Data.WriteLine(Text(result));
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static KeyValuePair<string, string?> Value(string text) => text.Split('=', 2) is [{ Length: > 0 } column, var value]
        ? KeyValuePair.Create(column, value.Length == 0 ? null : (string?)value)
        : throw new UsageException($"'{text}' names no partition. Write column=value, and column= for those without a value.");

    private static long? TargetBytes(int? megabytes) => megabytes switch
    {
        null => null,
        > 0 => (long)megabytes << 20,
        _ => throw new UsageException("--target-mb needs a number greater than 0."),
    };

    private static string Text(OptimizedTable result)
    {
        var old = $"{Counted.Of(result.RemovedFiles, "file")} with {Counted.Of(result.RemovedBytes, "byte")}";
        var vectors = result.PurgedDeletionVectors > 0 ? $" Deletion vectors purged: {result.PurgedDeletionVectors:N0}." : "";
        return result switch
        {
            { RemovedFiles: 0 } => "Nothing to do.",
            { IsDryRun: true } => $"Would write {old} anew.",
            _ => $"Version {result.Version}: {old} became {result.AddedFiles:N0} with {Counted.Of(result.AddedBytes, "byte")}.{vectors}",
        };
    }
}
