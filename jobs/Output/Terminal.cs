using Spectre.Console;

namespace Lakehouse.Jobs.Output;

/// <summary>
/// Tells people what happens, on the error stream: whole lines, coloured where that helps. Errors are remembered, so that
/// they can be repeated where they are seen.
/// </summary>
internal sealed class Terminal(Streams streams, bool isQuiet)
{
    private readonly List<string> _errors = [];
    private readonly Lazy<IAnsiConsole> _console = new(() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = streams.IsLive ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new AnsiConsoleOutput(streams.Error),
    }));

    /// <summary>Data, for programs: never coloured, never mixed with messages.</summary>
    public TextWriter Data => streams.Out;

    /// <summary>Whether progress may be drawn in place.</summary>
    public bool IsLive => streams.IsLive && !isQuiet;

    /// <summary>The console that draws progress.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>Says how it goes; nothing when quiet.</summary>
    public void Say(string line)
    {
        if (!isQuiet)
        {
            streams.Error.WriteLine(line);
        }
    }

    /// <summary>Tells of something that may be wrong but stops nothing.</summary>
    public void Warn(string line) => Mark("warning", "yellow", line);

    /// <summary>Tells what failed.</summary>
    public void Fail(string line)
    {
        _errors.Add(line);
        Mark("error", "red", line);
    }

    /// <summary>Repeats the errors below a long output.</summary>
    public void RepeatErrors()
    {
        foreach (var line in _errors)
        {
            Mark("error", "red", line);
        }
    }

    private void Mark(string label, string color, string line)
    {
        if (streams.UsesColor)
        {
            Console.Markup($"[{color}]{label}:[/] ");
            streams.Error.WriteLine(line);
        }
        else
        {
            streams.Error.WriteLine($"{label}: {line}");
        }
    }
}
