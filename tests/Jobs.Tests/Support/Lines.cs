using System.Text.RegularExpressions;

namespace Lakehouse.Jobs.Tests.Support;

/// <summary>Makes two outputs comparable: what differs from run to run and from machine to machine becomes the same.</summary>
internal static partial class Lines
{
    /// <summary>The lines without the differences.</summary>
    public static IReadOnlyList<string> Normalize(string output) =>
        [.. output.TrimEnd().Split('\n').Select(line => Rules(line).TrimEnd())];

    private static string Rules(string line)
    {
        line = RunId().Replace(line, "RUN");
        line = Instant().Replace(line, "TIME");
        line = Duration().Replace(line, "0 s");
        line = Size().Replace(line, "SIZE");
        line = LandingDay().Replace(line, "DAY");
        line = Rule().Replace(line, "-");
        return Spaces().Replace(line, " ");
    }

    [GeneratedRegex("[0-9]{8}T[0-9]{6}-[0-9a-f]{8}")]
    private static partial Regex RunId();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")]
    private static partial Regex Instant();

    [GeneratedRegex("[0-9]+\\.[0-9] s|[0-9]+:[0-9]{2} min")]
    private static partial Regex Duration();

    [GeneratedRegex("[0-9]+(\\.[0-9])? (B|kB|MB|GB|GiB)\\b")]
    private static partial Regex Size();

    // The shop's own events are of February and March 2026; any other day is that of the run.
    [GeneratedRegex("\\b(?!2026-0[23]-)[0-9]{4}-[0-9]{2}-[0-9]{2}\\b")]
    private static partial Regex LandingDay();

    [GeneratedRegex("-{2,}")]
    private static partial Regex Rule();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
