using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Lakehouse.Jobs.Tests.Support;

/// <summary>The built command, run as a process of its own, and what it wrote.</summary>
internal sealed record MedallionProcess(int ExitCode, string Out, string Error)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>What was written as JSON.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Runs it in a folder.</summary>
    public static Task<MedallionProcess> RunAsync(string folder, params string[] args) =>
        RunAsync(folder, new Dictionary<string, string?>(), args);

    /// <summary>Runs it in a folder, with other environment variables.</summary>
    public static async Task<MedallionProcess> RunAsync(
        string folder, IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        using var process = Start(folder, environment, args);
        return await EndAsync(process, process.StandardError.ReadToEndAsync());
    }

    /// <summary>Runs it, and interrupts it as Ctrl-C does when it has said something.</summary>
    public static async Task<MedallionProcess> InterruptAsync(string folder, string said, params string[] args)
    {
        // A shell that runs things in the background has them ignore the signal, and all that they start.
        using var process = Start(folder, new Dictionary<string, string?>(), args, "env", "--default-signal=INT", "dotnet");
        var errors = new StringBuilder();
        var interrupted = false;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            errors.AppendLine(line);
            if (line.Contains(said, StringComparison.Ordinal))
            {
                using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
                interrupted = true;
                break;
            }
        }
        var rest = process.StandardError.ReadToEndAsync();
        var ended = await EndAsync(process, rest);
        if (!interrupted)
        {
            throw new InvalidOperationException($"It never said '{said}':\n{errors}{ended.Out}");
        }
        return ended with { Error = errors + ended.Error };
    }

    private static Process Start(
        string folder, IReadOnlyDictionary<string, string?> environment, string[] args, string program = "dotnet", params string[] first)
    {
        var start = new ProcessStartInfo(program, [.. first, Path.Combine(AppContext.BaseDirectory, "medallion.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        foreach (var name in new[] { "NO_COLOR", "FORCE_COLOR", "CI" })
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    private static async Task<MedallionProcess> EndAsync(Process process, Task<string> errors)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The command did not end within {Longest}.");
        }
        return new MedallionProcess(process.ExitCode, await output, await errors);
    }
}
