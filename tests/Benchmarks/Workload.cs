namespace Lakehouse.Benchmarks;

/// <summary>Landing files of the bench generator and the answers to them.</summary>
internal sealed class Workload
{
    private readonly string _folder;

    private Workload(string folder) => _folder = folder;

    /// <summary>The history.</summary>
    public string Landing => Path.Combine(_folder, "landing");

    /// <summary>The history and one more day.</summary>
    public string LandingAfter => Path.Combine(_folder, "landing-after");

    /// <summary>The answers for the history.</summary>
    public string Expected => Path.Combine(_folder, "expected.json");

    /// <summary>The answers for the history and one more day.</summary>
    public string ExpectedAfter => Path.Combine(_folder, "expected-after-01.json");

    /// <summary>A folder for tables, beside the landing; empty.</summary>
    public string Fresh(string name)
    {
        var folder = Path.Combine(_folder, name);
        Programs.Delete(folder);
        return folder;
    }

    /// <summary>Writes the workload, unless it is there from an earlier call.</summary>
    public static async Task<Workload> MakeAsync(BenchmarkOptions options, string name, params string[] args)
    {
        var workload = new Workload(Path.Combine(options.Data, $"{name} {string.Join(' ', args)}".Replace(' ', '_')));
        if (!Directory.Exists(workload.LandingAfter))
        {
            Directory.CreateDirectory(workload._folder);
            var generator = Path.Combine(options.Shared, "bench", "generate.py");
            await Programs.RunAsync("python3", [generator, "--out", workload._folder, "--days-more", "1", .. args]);
            var both = workload.Fresh("landing-both");
            await Programs.LinkAsync(workload.Landing, both);
            foreach (var file in Directory.GetFiles(Path.Combine(workload._folder, "more-01")))
            {
                await Programs.RunAsync("cp", "-al", file, both);
            }

            Directory.Move(both, workload.LandingAfter);
        }

        return workload;
    }
}
