using System.Diagnostics;

namespace Lakehouse.Benchmarks;

/// <summary>Runs other programs.</summary>
internal static class Programs
{
    /// <summary>How all is built: <c>release</c> or <c>debug</c>.</summary>
    public static string Flavour { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>The command.</summary>
    public static string Medallion { get; } =
        Path.Combine(BenchmarkOptions.Repository, "artifacts", "bin", "jobs", Flavour, "medallion");

    /// <summary>Runs one to its end and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{program} {string.Join(' ', args)}' failed: {output}{await errors}");
    }

    /// <summary>A copy of a folder that shares the files' content; nothing in it is ever written in place.</summary>
    public static Task LinkAsync(string from, string to)
    {
        Delete(to);
        return RunAsync("cp", "-al", from, to);
    }

    /// <summary>Waits until the disk has what was written before, so that the next run does not wait for it.</summary>
    public static Task SettleAsync() => RunAsync("sync");

    /// <summary>Removes a folder if it is there.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
