using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>query</c>: runs SQL over the tables.</summary>
internal static class QueryCommand
{
    public static Command Create(Streams streams)
    {
        var sql = new Argument<string>("sql") { Description = "One SELECT; tables are named silver.orders or silver.orders@v3." };
        var format = new Option<string>("--format") { Description = "How to write the rows.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "csv", "json");
        var command = new Command("query", "Run SQL over any table, at any version.") { sql, format };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
