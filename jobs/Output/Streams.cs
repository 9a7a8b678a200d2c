using System.Text;

namespace Lakehouse.Jobs.Output;

/// <summary>Where the command writes, and what the other end can show.</summary>
/// <param name="Out">Data: what another program may read.</param>
/// <param name="Error">Messages for people.</param>
internal sealed record Streams(TextWriter Out, TextWriter Error)
{
    private const int BufferCharacters = 1 << 15;

    /// <summary>Whether messages may be coloured.</summary>
    public bool UsesColor { get; init; }

    /// <summary>Whether messages may move the cursor: a person looks at a terminal.</summary>
    public bool IsLive { get; init; }

    /// <summary>The streams of this process, judged by the usual environment variables.</summary>
    public static Streams OfProcess() =>
        Of(Buffered(), Console.Error, Console.IsErrorRedirected, Environment.GetEnvironmentVariable);

    /// <summary>Streams judged by NO_COLOR, FORCE_COLOR, TERM and CI (no-color.org, force-color.org).</summary>
    public static Streams Of(TextWriter output, TextWriter error, bool isErrorRedirected, Func<string, string?> variable)
    {
        bool IsSet(string name) => !string.IsNullOrEmpty(variable(name));
        var isTerminal = !isErrorRedirected && variable("TERM") != "dumb";
        return new Streams(output, error)
        {
            UsesColor = !IsSet("NO_COLOR") && (IsSet("FORCE_COLOR") || isTerminal),
            IsLive = isTerminal && !IsSet("CI"),
        };
    }

    private static StreamWriter Buffered() =>
        new(Console.OpenStandardOutput(), new UTF8Encoding(false), BufferCharacters) { NewLine = "\n" };
}
