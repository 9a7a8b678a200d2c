using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Quality.Exchange;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary>Writes what a conversion gave, and tells what it lost.</summary>
internal static class ConversionReport
{
    public static void Write(Conversion conversion, ParseResult parsed, Streams streams, string? output)
    {
        var terminal = OutputOptions.Terminal(parsed, streams);
        if (OutputOptions.IsJson(parsed))
        {
            if (output is not null)
            {
                File.WriteAllText(output, conversion.Text);
            }
            Document.Write(terminal.Data, new { conversion.Text, conversion.Losses });
            return;
        }
        ContractFile.Write(output, terminal.Data, conversion.Text);
        foreach (var loss in conversion.Losses)
        {
            terminal.Say($"lost: {loss}");
        }
    }
}
