using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary>How a verb tells its result.</summary>
internal sealed class OutputOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Write the result as JSON to the standard output." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing but errors." };

    /// <summary>Adds the options.</summary>
    public OutputOptions(Command command)
    {
        command.Add(_json);
        command.Add(_quiet);
    }

    /// <summary>Whether a program reads the result.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Where to tell people how it goes.</summary>
    public Terminal Terminal(ParseResult parsed, Streams streams) => new(streams, parsed.GetValue(_quiet));

    /// <summary>Where rows go: a table for people, or JSON.</summary>
    public IRowWriter Rows(ParseResult parsed, Streams streams) =>
        RowWriter.Create(IsJson(parsed) ? OutputFormat.Json : OutputFormat.Table, streams.Out);
}
