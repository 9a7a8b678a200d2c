using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Doctor;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>doctor</c>: checks the environment.</summary>
internal static class DoctorCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "doctor", "Check versions, disk, rights and clock; every finding with a next step.",
            "medallion doctor", "medallion doctor samples/shop --storage /data/shop", "medallion doctor --remote sc://spark:15002");
        var project = new ProjectOptions(command);
        var remote = new Option<string?>("--remote")
        {
            Description = "A Spark Connect server to look at too.",
            HelpName = "sc://host:port/;name=value",
        };
        command.Add(remote);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = OutputOptions.Terminal(parsed, streams);
            var findings = await Examination.RunAsync(project.Read(parsed).ToOptions(), parsed.GetValue(remote), cancellationToken);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, findings);
            }
            else
            {
                terminal.Table(
                    ["", "subject", "finding", "next step"],
                    findings.Select(f => new object?[] { Mark(f.Level), f.Subject, f.Text, f.NextStep }));
            }
            return findings.Any(finding => finding.Level == FindingLevel.Bad) ? ExitCode.Failure : ExitCode.Done;
        });
        return command;
    }

    private static string Mark(FindingLevel level) => level switch
    {
        FindingLevel.Good => "ok",
        FindingLevel.Warning => "warning",
        _ => "BAD",
    };
}
