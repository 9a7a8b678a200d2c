using System.Runtime;
using Lakehouse.Medallion;

namespace Lakehouse.Jobs.Commands;

/// <summary>Which project to work on, and what wins over its <c>lakehouse.yaml</c>.</summary>
/// <param name="Folder">Full path of the project folder.</param>
/// <param name="Environment">Name of an environment, or null for the plain settings.</param>
/// <param name="Storage">Full path of another storage root, or null.</param>
/// <param name="Landing">Full path of another landing root, or null.</param>
/// <param name="Typed">The same as it was typed, to be repeated in commands that are suggested.</param>
internal sealed record ProjectLocation(string Folder, string? Environment, string? Storage, string? Landing, string Typed)
{
    private const long UncollectedBytes = 240 << 20;

    /// <summary>How to open it.</summary>
    public LakehouseOptions ToOptions() => new(Folder, TimeProvider.System, Guid.NewGuid)
    {
        Environment = Environment,
        Storage = Storage,
        Landing = Landing,
    };

    /// <summary>Opens it.</summary>
    public LakehouseSession Open() => new(ToOptions());

    /// <summary>Opens it for a run, with another engine or server than its own; null for its own.</summary>
    public LakehouseSession OpenForRun(string? engine, string? remote) =>
        new(ToOptions() with { ForRun = true, Engine = engine, Remote = remote });

    /// <summary>Opens it to try its SQL.</summary>
    public LakehouseSession OpenForValidation() => OpenToRead(ToOptions() with { OpensEngine = true });

    /// <summary>Opens it to plan a run.</summary>
    public LakehouseSession OpenForPlan() => OpenToRead(ToOptions() with { ForRun = true });

    // What is read of a large project stays as long as the process: to collect garbage in the midst of it only moves it all.
    private static LakehouseSession OpenToRead(LakehouseOptions options)
    {
        if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
        {
            GC.TryStartNoGCRegion(UncollectedBytes, disallowFullBlockingGC: true);
        }
        return new LakehouseSession(options);
    }

    /// <summary>A command line for the same project, to be suggested.</summary>
    public string Command(string verb) => Typed.Length == 0 ? $"medallion {verb}" : $"medallion {verb} {Typed}";
}
