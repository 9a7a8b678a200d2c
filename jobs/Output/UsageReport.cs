using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lakehouse.Jobs.Output;

/// <summary>Tells what is wrong with a command line.</summary>
internal static class UsageReport
{
    /// <summary>Writes what is wrong and where help is, and gives the exit code.</summary>
    public static int Write(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (unknown is not null && command.Subcommands.Count > 0)
        {
            terminal.Fail($"'{unknown}' is no verb of '{Name(command)}'; it knows {string.Join(", ", command.Subcommands.Select(c => c.Name))}.");
        }
        else
        {
            foreach (var message in parsed.Errors.Select(Text).Distinct())
            {
                terminal.Fail(message);
            }
        }
        terminal.Say($"Help: {Path(parsed)} --help");
        return ExitCode.Usage;
    }

    // The library would name the type as the runtime does.
    private static string Text(ParseError error) =>
        error.SymbolResult is OptionResult { Tokens: [var token], Option: var option }
        && (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) is var type
        && ((type == typeof(long) && !long.TryParse(token.Value, out _)) || (type == typeof(int) && !int.TryParse(token.Value, out _)))
            ? $"{option.Name} needs a whole number, and '{token.Value}' is none."
            : error.Message;

    // The root takes its name from the process, which in a test is another one.
    private static string Name(Command command) => command is RootCommand ? "medallion" : command.Name;

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            names.Insert(0, Name(result.Command));
        }
        return string.Join(' ', names);
    }
}
