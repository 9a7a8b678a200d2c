namespace Lakehouse.Jobs.Tests.Submission;

/// <summary>A folder like Spark's whose spark-submit notes how it was called and what it should have started.</summary>
internal sealed class FakeSpark : IDisposable
{
    /// <param name="says">What it prints.</param>
    /// <param name="then">What it does then.</param>
    public FakeSpark(string says, string then)
    {
        Directory.CreateDirectory(Path.Combine(Home, "bin"));
        var script = Path.Combine(Home, "bin", "spark-submit");
        File.WriteAllText(script, $"""
            #!/bin/sh
            printf '%s\n' "$@" > '{Home}/arguments'
            echo $$ > '{Home}/pid.new'
            mv '{Home}/pid.new' '{Home}/pid'
            echo '{says}'
            {then}

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Its folder.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("fake-spark-").FullName;

    /// <summary>How it was called.</summary>
    public string[] Arguments => File.ReadAllLines(Path.Combine(Home, "arguments"));

    /// <summary>The process of the server, once it runs.</summary>
    public async Task<int> ProcessAsync()
    {
        var file = Path.Combine(Home, "pid");
        while (!File.Exists(file))
        {
            await Task.Delay(20);
        }
        return int.Parse(await File.ReadAllTextAsync(file));
    }

    /// <summary>Whether a process runs; one that has ended and waits for its parent does not.</summary>
    public static bool Runs(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
