using System.Reflection;
using System.Runtime.InteropServices;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Spark;
using Lakehouse.Medallion.Landing;
using Lakehouse.Medallion.Queries;
using Lakehouse.Quality;

namespace Lakehouse.Medallion.Doctor;

/// <summary>Looks at everything around a project that a run needs.</summary>
public static class Examination
{
    private const long LittleMemoryBytes = 1L << 30;
    private static readonly TimeSpan LargestLead = TimeSpan.FromMinutes(1);

    /// <summary>Looks at machine, library, project, folders and clock; a wrong project is a finding, not an error.</summary>
    /// <param name="options">How the project is opened.</param>
    /// <param name="remote">Connection string of a Spark server to look at too; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        LakehouseOptions options, string? remote, CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { Versions(), Memory(), Library() };
        if (remote is not null)
        {
            findings.Add(await SparkAsync(options, remote, cancellationToken).ConfigureAwait(false));
        }

        try
        {
            using var session = new LakehouseSession(options);
            findings.Add(Project(session));
            findings.Add(Landings(session));
            var probe = new FolderProbe(options);
            findings.AddRange(probe.Write("storage", session.StorageRoot));
            findings.AddRange(probe.Write("spill", session.SpillFolder));
            findings.Add(await TablesAsync(session, cancellationToken).ConfigureAwait(false));
        }
        catch (ContractException e)
        {
            findings.Add(Finding.Bad("project", $"problems {e.Problems.Count}, the first is {e.Problems[0]}", "List them all with 'medallion validate'."));
        }
        catch (MedallionException e)
        {
            findings.Add(Finding.Bad("project", e.Message, "Name the project folder: medallion doctor DIR."));
        }
        return findings;
    }

    private static Finding Versions()
    {
        var version = typeof(Examination).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return Finding.Good(
            "versions",
            $"medallion {version?.InformationalVersion}, {RuntimeInformation.FrameworkDescription}, "
            + $"{RuntimeInformation.RuntimeIdentifier}, {System.Environment.ProcessorCount} processors");
    }

    private static Finding Memory()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var text = $"{bytes / (double)(1L << 30):N1} GiB";
        return bytes < LittleMemoryBytes
            ? Finding.Warning("memory", text, "Set resources.memory in lakehouse.yaml below that, and expect spilling to disk.")
            : Finding.Good("memory", text);
    }

    private static Finding Library()
    {
        try
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            return Finding.Good("engine", $"DuckDB {connection.ServerVersion}");
        }
        catch (EngineException e)
        {
            return Finding.Bad("engine", e.Message, "Build again with Node and npm at hand; the build fetches the library.");
        }
    }

    private static async Task<Finding> SparkAsync(LakehouseOptions options, string remote, CancellationToken cancellationToken)
    {
        try
        {
            var connection = SparkConnection.Parse(remote);
            var spark = await SparkSession.Builder(options.Clock, options.NewId).Remote(connection)
                .GetOrCreateAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = spark.ConfigureAwait(false);
            return Finding.Good("spark", $"Spark {spark.Version} at {connection}");
        }
        catch (EngineException e)
        {
            return Finding.Bad("spark", e.Message, "Correct --remote, or start the server.");
        }
    }

    private static Finding Project(LakehouseSession session)
    {
        var project = session.Project;
        return Finding.Good(
            "project",
            $"{project.Name}: sources {project.Sources.Count}, contracts {project.Contracts.Count}, products {project.Products.Count}");
    }

    private static Finding Landings(LakehouseSession session)
    {
        var files = 0;
        var waiting = 0;
        try
        {
            foreach (var source in session.Project.Sources)
            {
                var now = session.Options.Clock.GetUtcNow();
                var (ready, unripe) = LandingListing.List(session.LandingRoot, source.Landing, now - source.Landing.Quiet);
                files += ready.Count;
                waiting += unripe;
                if (ready.Count > 0)
                {
                    File.OpenRead(ready[0].Location).Dispose();
                }
            }
        }
        catch (MedallionException e)
        {
            return Finding.Bad("landing", e.Message, "Create the folder, or pass --landing.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Bad("landing", e.Message, "Give this user the right to read the landing files.");
        }
        return Finding.Good("landing", $"{session.LandingRoot} has {files:N0} files, and {waiting:N0} that may still be written");
    }

    private static async Task<Finding> TablesAsync(LakehouseSession session, CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        var tables = 0;
        var now = session.Options.Clock.GetUtcNow();
        try
        {
            foreach (var table in catalog.Tables)
            {
                if (await catalog.FindAsync(table, cancellationToken).ConfigureAwait(false) is not { } snapshot)
                {
                    continue;
                }
                tables++;
                if (snapshot.Timestamp - now > LargestLead)
                {
                    return Finding.Warning(
                        "clock", $"{table} has a version from {snapshot.Timestamp - now:c} in the future",
                        "Set the clock of this machine; versions are found by their time.");
                }
            }
        }
        catch (DeltaException e)
        {
            return Finding.Bad("tables", e.Message, "Restore the table's log; 'medallion run' cannot go on without it.");
        }
        return Finding.Good("tables", $"{tables} tables, all readable, none newer than the clock");
    }
}
