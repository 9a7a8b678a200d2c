using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary>How a verb tells its result.</summary>
internal static class OutputOptions
{
    private static readonly Option<bool> Json = new("--json") { Description = "Write the result as JSON to the standard output." };
    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Say nothing but errors; results that were asked for are still written." };

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Json);
        command.Add(Quiet);
    }

    /// <summary>Whether a program reads the result.</summary>
    public static bool IsJson(ParseResult parsed) => parsed.GetValue(Json);

    /// <summary>Where to tell people how it goes.</summary>
    public static Terminal Terminal(ParseResult parsed, Streams streams) => new(streams, parsed.GetValue(Quiet));
}
