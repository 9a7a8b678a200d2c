using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Parity;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>parity</c>: proves that both engines make the same tables.</summary>
internal static class ParityCommand
{
    private const string DuckDb = "duckdb";
    private const string Spark = "spark";

    public static Command Create(Streams streams)
    {
        var tables = new Option<string[]>("--tables")
        {
            Description = "Only these tables, such as silver.orders: names with * and ?, separated by commas; may be repeated.",
            HelpName = "names",
        };
        var remote = new Option<string?>("--remote")
        {
            Description = "The Spark Connect server, instead of what lakehouse.yaml says.",
            HelpName = "sc://host:port/;name=value",
        };
        var with = new Option<string?>("--with")
        {
            Description = "Run nothing: compare the tables with those of this storage root.",
            HelpName = "folder",
        };
        var ignored = new Option<string[]>("--ignore")
        {
            Description = "Leave this column out; may be repeated. With landed_at, tables that were landed at other times compare.",
            HelpName = "column",
        };
        var output = new Option<string[]>("--output")
        {
            Description = "Write the certificate to this file: JSON when its name ends with .json, else Markdown; may be repeated.",
            HelpName = "file",
        };
        var command = new Verb(
            "parity",
            "Run the landing on Spark and on DuckDB into roots of their own, and certify that the tables are the same; exit code 1 when not.",
            "medallion parity samples/shop --remote sc://localhost:15002 --output parity.md",
            "medallion parity samples/shop --tables silver.*,gold.daily_sales --storage /shared/parity",
            "medallion parity samples/shop --with /backup/shop --ignore landed_at")
        { tables, remote, with, ignored, output };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = OutputOptions.Terminal(parsed, streams);
            var options = new ParityOptions
            {
                Tables = [.. (parsed.GetValue(tables) ?? []).SelectMany(
                    names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Ignored = parsed.GetValue(ignored) ?? [],
            };
            var location = project.Read(parsed);
            var certificate = parsed.GetValue(with) is { } other
                ? await CompareAsync(location, Path.GetFullPath(other), options, cancellationToken)
                : await RunAsync(location, parsed.GetValue(remote), options, terminal, cancellationToken);
            Write(certificate, parsed.GetValue(output) ?? [], terminal, OutputOptions.IsJson(parsed));
            return certificate.Holds ? ExitCode.Done : ExitCode.Failure;
        });
        return command;
    }

    private static async Task<ParityCertificate> CompareAsync(
        ProjectLocation location, string other, ParityOptions options, CancellationToken cancellationToken)
    {
        using var left = location.Open();
        using var right = (location with { Storage = other }).Open();
        return await ParityReader.CompareAsync(left, left.StorageRoot, right, right.StorageRoot, options, cancellationToken);
    }

    private static async Task<ParityCertificate> RunAsync(
        ProjectLocation location, string? remote, ParityOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        var root = location.Storage ?? Path.Combine(Path.GetTempPath(), $"medallion-parity-{Guid.NewGuid():N}");
        var isTemporary = location.Storage is null;
        var clock = new StandingClock(TimeProvider.System.GetUtcNow());
        var keeps = false;
        try
        {
            using var left = new LakehouseSession(ToOptions(location, root, DuckDb, null, clock));
            using var right = new LakehouseSession(ToOptions(location, root, Spark, remote, clock));
            // A server that is not there is told at once.
            await RunAsync(right, Spark, terminal, cancellationToken);
            await RunAsync(left, DuckDb, terminal, cancellationToken);
            var certificate = await ParityReader.CompareAsync(left, DuckDb, right, Spark, options, cancellationToken);
            keeps = !isTemporary || !certificate.Holds;
            if (!certificate.Holds)
            {
                terminal.Say($"Both roots are kept: {root}");
            }
            return certificate;
        }
        finally
        {
            if (isTemporary && !keeps && Directory.Exists(root))
            {
                Directory.Delete(root, recursive: true);
                if (cancellationToken.IsCancellationRequested)
                {
                    terminal.Say("The tables of both runs are deleted again.");
                }
            }
        }
    }

    // One time for both runs: what is landed at that time is data.
    private static LakehouseOptions ToOptions(
        ProjectLocation location, string root, string engine, string? remote, TimeProvider clock) =>
        location.ToOptions() with { Clock = clock, Storage = Path.Combine(root, engine), Engine = engine, Remote = remote };

    private static async Task RunAsync(
        LakehouseSession session, string engine, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Say($"Running on {engine} into {session.StorageRoot}");
        var report = await RunCommand.RunAsync(session, [], terminal, cancellationToken);
        foreach (var problem in report.Problems)
        {
            terminal.Warn($"{engine}: {problem.Code}: {problem.Subject}: {problem.Message}");
        }
    }

    private static void Write(ParityCertificate certificate, string[] files, Terminal terminal, bool isJson)
    {
        foreach (var file in files)
        {
            using var writer = new StreamWriter(file);
            Write(certificate, writer, file.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
        }
        if (isJson || !terminal.IsQuiet)
        {
            Write(certificate, terminal.Data, isJson);
        }
    }

    private static void Write(ParityCertificate certificate, TextWriter writer, bool isJson)
    {
        if (isJson)
        {
            Document.Write(writer, ParityDocument.Of(certificate));
        }
        else
        {
            ParityPage.Write(certificate, writer);
        }
    }
}
