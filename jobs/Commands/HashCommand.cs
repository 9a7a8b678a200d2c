using System.CommandLine;
using Lakehouse.Jobs.Output;

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
        var command = new Command("hash", "Print the content hash of tables: equal content, equal hash.") { tables, partitions };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
