namespace Lakehouse.Benchmarks;

/// <summary>What is measured, on how much, how often.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = """
        Benchmarks --data DIR [options]
          --data DIR         folder for the workloads and the tables; kept, so that a second call starts sooner
          --shared DIR       the folder "shared" (default: LAKEHOUSE_SHARED, or beside the repository)
          --events N         events of the whole run (default 2000000)
          --repeat N         runs of each side; the median counts (default 3)
          --files N          landed files of the run with nothing new (default 10000)
          --times N          how much longer the long history is (default 100)
          --cases A,B        whole, json-schema, nothing-new, history, delta-log, merge, small-files, help, checks,
                             project (default: all),
                             spark (not by default: it needs the test bed and minutes)
        """;

    public required string Data { get; init; }

    public required string Shared { get; init; }

    public int Events { get; init; } = 2_000_000;

    public int Repeat { get; init; } = 3;

    public int Files { get; init; } = 10_000;

    public int Times { get; init; } = 100;

    public IReadOnlyList<string> Cases { get; init; } =
        ["whole", "json-schema", "nothing-new", "history", "delta-log", "merge", "small-files", "help", "checks", "project"];

    /// <summary>The folder with the solution file.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The project that all workloads belong to.</summary>
    public static string Project => Path.Combine(Repository, "samples", "events");

    /// <summary>Null when the arguments are not understood.</summary>
    public static BenchmarkOptions? TryParse(string[] args)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            given[args[i]] = args[i + 1];
        }

        if (args.Length % 2 != 0 || !given.Remove("--data", out var data))
        {
            return null;
        }

        var options = new BenchmarkOptions
        {
            Data = Path.GetFullPath(data),
            Shared = Environment.GetEnvironmentVariable("LAKEHOUSE_SHARED") ?? Path.Combine(Repository, "..", "shared"),
        };
        foreach (var (name, value) in given)
        {
            var number = int.TryParse(value, out var parsed) && parsed > 0 ? parsed : (int?)null;
            options = (name, number) switch
            {
                ("--shared", _) => options with { Shared = value },
                ("--cases", _) => options with { Cases = value.Split(',') },
                ("--events", { } n) => options with { Events = n },
                ("--repeat", { } n) => options with { Repeat = n },
                ("--files", { } n) => options with { Files = n },
                ("--times", { } n) => options with { Times = n },
                _ => null,
            };
            if (options is null)
            {
                return null;
            }
        }

        return options;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lakehouse.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Lakehouse.sln above the program.");
        }

        return folder.FullName;
    }
}
