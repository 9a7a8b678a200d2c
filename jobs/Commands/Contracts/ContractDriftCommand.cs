using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Drift;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract drift</c>: what records held that nobody declared.</summary>
internal static class ContractDriftCommand
{
    public static Command Create(Streams streams)
    {
        var contract = new Argument<string?>("contract")
        {
            Description = "Only this contract, such as sales/orders, or this dataset; may be left out before a project folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Also what the contracts declare by now." };
        var command = new Verb(
            "drift", "Show fields and listed values in records that nobody declared: how often, since when, and until when.",
            "medallion contract drift samples/shop",
            "medallion contract drift sales/orders samples/shop --json")
        { contract, all };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var first = parsed.GetValue(contract);
            var isProject = first is not null && File.Exists(Path.Combine(first, "lakehouse.yaml"));
            using var session = project.Read(parsed, isProject ? first : null).Open();
            var found = await DriftReader.ReadAsync(session, isProject ? null : first, cancellationToken);
            var shown = found.Where(record => record.IsOpen || parsed.GetValue(all)).ToList();
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, shown.Select(Describe));
                return ExitCode.Done;
            }
            if (shown.Count == 0)
            {
                terminal.Say("Nothing in the records is undeclared.");
                return ExitCode.Done;
            }
            terminal.Table(
                ["dataset", "version", "undeclared", "path", "value", "records", "first seen", "last seen"],
                shown.Select(record => new object?[]
                {
                    record.Dataset, record.Entry.ContractVersion, record.Entry.Kind.ToString().ToLowerInvariant(),
                    record.Entry.Path, record.Entry.Value, Amount.Of(record.Entry.Records), Day(record.Entry.FirstSeen), Day(record.Entry.LastSeen),
                }));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>One of them as a document.</summary>
    public static object Describe(DriftRecord record) => new
    {
        record.Dataset,
        record.Contract,
        record.Entry.ContractVersion,
        Kind = record.Entry.Kind.ToString().ToLowerInvariant(),
        record.Entry.Path,
        record.Entry.Value,
        record.Entry.Records,
        record.Entry.FirstSeen,
        record.Entry.LastSeen,
        record.IsOpen,
    };

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss");
}
