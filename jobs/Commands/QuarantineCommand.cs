using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>quarantine</c>: looks into the ledger of rejected records.</summary>
internal static class QuarantineCommand
{
    public static Command Create(Streams streams) =>
        new("quarantine", "Look into the rejected records.") { List(streams), Show(streams) };

    private static Command List(Streams streams)
    {
        var dataset = new Option<string?>("--dataset") { Description = "Only of this dataset.", HelpName = "name" };
        var code = new Option<string?>("--code") { Description = "Only with this error, such as TYPE or REQUIRED.", HelpName = "code" };
        var limit = new Option<int>("--limit")
        {
            Description = "How many to list at most.",
            HelpName = "count",
            DefaultValueFactory = _ => 20,
        };
        var command = new Command("ls", "Count rejected records by error, and list some of them.") { dataset, code, limit };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }

    private static Command Show(Streams streams)
    {
        var record = new Argument<string>("record")
        {
            Description = "Its coordinates, such as orders/orders-2026-03-01.jsonl:12.",
        };
        var command = new Command("show", "Show one rejected record as it was received, with all its errors.") { record };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
