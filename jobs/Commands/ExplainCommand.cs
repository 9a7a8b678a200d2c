using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>explain</c>: tells where one record is and why.</summary>
internal static class ExplainCommand
{
    public static Command Create(Streams streams)
    {
        var record = new Argument<string>("record")
        {
            Description = "Its coordinates, such as orders/orders-2026-03-01.jsonl:12, or its key.",
        };
        var dataset = new Option<string?>("--dataset") { Description = "The dataset of the key.", HelpName = "name" };
        var command = new Command("explain", "Tell where one record is and why.") { record, dataset };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
