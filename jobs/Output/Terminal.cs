using Spectre.Console;

namespace Lakehouse.Jobs.Output;

/// <summary>Tells people what happens, on the error stream: whole lines, coloured where that helps.</summary>
internal sealed class Terminal(Streams streams, bool isQuiet)
{
    private readonly Lazy<IAnsiConsole> _console = new(() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = streams.UsesColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = streams.IsLive ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new AnsiConsoleOutput(streams.Error),
    }));

    /// <summary>Data, for programs: never coloured, never mixed with messages.</summary>
    public TextWriter Data => streams.Out;

    /// <summary>Whether only errors are told.</summary>
    public bool IsQuiet => isQuiet;

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
    public void Fail(string line) => Mark("error", "red", line);

    /// <summary>Writes rows of a result as an aligned table.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var writer = new TableRowWriter(Data);
        writer.Begin(columns);
        foreach (var row in rows)
        {
            writer.Write(row);
        }
        writer.End();
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
