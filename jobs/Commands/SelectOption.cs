using System.CommandLine;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>--select</c>: names of sources, datasets and products, with wildcards.</summary>
internal sealed class SelectOption
{
    private readonly Option<string[]> _option = new("--select")
    {
        Description = "Only these sources, datasets and products: names with * and ?, separated by commas; may be repeated.",
        HelpName = "names",
    };

    /// <summary>Adds the option.</summary>
    public SelectOption(Command command) => command.Add(_option);

    /// <summary>The patterns; none for everything.</summary>
    public IReadOnlyList<string> Read(ParseResult parsed) =>
    [
        .. (parsed.GetValue(_option) ?? []).SelectMany(
            names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];
}
