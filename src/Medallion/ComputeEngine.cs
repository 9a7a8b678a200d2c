using Lakehouse.Delta.Ports;
using Lakehouse.Engine.Spark;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion;

/// <summary>Chooses the engine that computes the rows of a project's runs.</summary>
internal static class ComputeEngine
{
    /// <summary>The project with the engine and server that options name; that engine counts among the project's.</summary>
    public static Project Named(Project project, LakehouseOptions options)
    {
        var settings = project.Settings with
        {
            Engine = options.Engine ?? project.Settings.Engine,
            Remote = options.Remote ?? project.Settings.Remote,
        };
        return project with { Settings = settings, Engines = [.. project.Engines.Union([settings.Engine])] };
    }

    /// <summary>The project's server; null when DuckDB computes in this process.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoServer"/>.</exception>
    public static SparkEngine? Open(Project project, LakehouseOptions options, IStorage storage)
    {
        if (project.Engine != ProductPortability.Spark)
        {
            return null;
        }
        var remote = project.Settings.Remote ?? throw new MedallionException(
            ErrorCodes.NoServer,
            "the engine is spark, and no server is named. Give --remote sc://host:port, or write 'remote:' in lakehouse.yaml.");
        return new SparkEngine(storage, new SparkEngineOptions(remote, options.Clock, options.NewId)
        {
            Settings = SparkVerdict.Settings,
        });
    }
}
