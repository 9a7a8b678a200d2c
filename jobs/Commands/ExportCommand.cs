using System.CommandLine;
using Lakehouse.Jobs.Commands.Contracts;
using Lakehouse.Jobs.Output;
using Lakehouse.Quality;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>export</c>: writes parts of a project in other formats.</summary>
internal static class ExportCommand
{
    public static Command Create(Streams streams) => new("export", "Write parts of a project in other formats.") { Gx(streams) };

    private static Verb Gx(Streams streams)
    {
        var contract = new Argument<string>("contract") { Description = "The contract, by domain and name: sales/orders." };
        var output = ContractFile.Output();
        var command = new Verb(
            "gx", "Write a contract as a suite of Great Expectations v1; what a suite cannot say is told.",
            "medallion export gx sales/orders samples/shop --output orders.json")
        { contract, output };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            using var session = project.Read(parsed).Open();
            var contracts = session.Project.Contracts;
            var key = parsed.GetRequiredValue(contract);
            if (!contracts.TryGetValue(key, out var found))
            {
                throw new UsageException($"There is no contract '{key}'. {NameGuess.Suggest(key, [.. contracts.Keys])}");
            }
            var suite = ContractSuite.Of(found);
            var terminal = OutputOptions.Terminal(parsed, streams);
            ContractFile.Write(parsed.GetValue(output), terminal.Data, Document.Text(suite.Suite));
            foreach (var left in suite.LeftOut)
            {
                terminal.Warn($"A suite cannot say {left}.");
            }
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
