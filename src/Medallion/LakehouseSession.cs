using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Projects;
using Lakehouse.Quality;
using Lakehouse.Quality.Fingerprinting;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion;

/// <summary>A project opened on its storage: the way in for the command, notebooks and tests.</summary>
public sealed class LakehouseSession : IDisposable
{
    private readonly IReadOnlyList<ProjectFile> _files;
    private readonly Lazy<DuckDbEngine> _engine;
    private readonly Lazy<IEngine> _compute;
    // DuckDB names the files in it alike in every database, so that no two may share one.
    private readonly string _spill;
    private readonly Task? _opening;
    private readonly Task<Snapshot?>? _runs;

    /// <summary>Opens a project.</summary>
    /// <param name="options">The project and what is taken from outside.</param>
    /// <exception cref="MedallionException">The folder cannot be read.</exception>
    /// <exception cref="Quality.ContractException">The project is wrong.</exception>
    /// <exception cref="EngineException">ENG0207: a root is not on a local disk.</exception>
    public LakehouseSession(LakehouseOptions options)
    {
        Options = options;
        _files = ProjectFolder.Load(options.Folder);
        // Only now: while the library is being loaded no other call of native code, such as opening a file, gets on.
        DuckDbEngine.Preload();
        Fingerprints.Preload();
        Project = ProjectReader.FindSettings(_files, options.Environment) ?? ProjectReader.Read(_files, options.Environment);
        StorageRoot = Absolute(options.Storage, Project.Storage);
        LandingRoot = Absolute(options.Landing, Project.Landing);
        _spill = Path.Combine(SpillFolder, options.NewId().ToString("N"));
        var storage = options.WrapStorage(new LocalStorage(StorageRoot, options.NewId));
        Tables = new DeltaEnvironment(storage, new DuckDbParquetFiles(storage, EngineOptions("log")), options.Clock, options.NewId);
        _engine = new Lazy<DuckDbEngine>(() => new DuckDbEngine(storage, EngineOptions("rows")));
        _compute = new Lazy<IEngine>(() => ComputeEngine.Open(Project, options, storage) ?? (IEngine)_engine.Value);
        if (options.OpensEngine || options.ForRun)
        {
            _opening = Task.Run(() => _engine.Value);
        }
        if (options.ForRun)
        {
            _runs = ReadRunsAsync();
        }
        try
        {
            Project = ComputeEngine.Named(ProjectReader.Read(_files, options.Environment), options);
        }
        catch (ContractException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the session was opened with.</summary>
    public LakehouseOptions Options { get; }

    /// <summary>Contracts, sources and products.</summary>
    public Project Project { get; }

    /// <summary>Folder that all tables lie in; absolute.</summary>
    public string StorageRoot { get; }

    /// <summary>Folder that the landing folders lie in; absolute.</summary>
    public string LandingRoot { get; }

    /// <summary>Storage, clock and ids of the tables.</summary>
    public DeltaEnvironment Tables { get; }

    /// <summary>The engine, started when first asked for.</summary>
    public DuckDbEngine Engine => _engine.Value;

    /// <summary>What computes the rows of Silver and Gold in a run: <see cref="Engine"/>, or a server.</summary>
    internal IEngine Compute => _compute.Value;

    /// <summary>Folder for what does not fit in memory; absolute.</summary>
    internal string SpillFolder => Path.GetFullPath(
        Path.Combine(Options.Folder, Project.Resources.Spill ?? Path.Combine(Path.GetTempPath(), "medallion", "spill")));

    /// <summary>Finds what is wrong in the SQL of the project; no data is touched.</summary>
    public Task<IReadOnlyList<Problem>> ValidateAsync(CancellationToken cancellationToken) =>
        new ProjectValidator(Project, Engine, new ProductSet(Project, Engine)).ValidateAsync(cancellationToken);

    /// <summary>Begins a run.</summary>
    /// <param name="watcher">Who watches it.</param>
    /// <param name="selection">Names of sources, datasets and products; empty for all.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NothingSelected"/>, <see cref="ErrorCodes.NoServer"/>.</exception>
    public RunContext NewRun(IProgress<RunEvent> watcher, IReadOnlyCollection<string> selection)
    {
        var now = Options.Clock.GetUtcNow();
        return new RunContext
        {
            Project = Project,
            LandingRoot = LandingRoot,
            Engine = Engine,
            Compute = Compute,
            ValidationMark = new(() => ValidationMark.AppId(_files, Options.Environment, Engine, Project.Engines)),
            Tables = Tables,
            RunId = $"{now.UtcDateTime:yyyyMMdd'T'HHmmss}-{Options.NewId().ToString("N")[..8]}",
            StartedAt = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero),
            Watcher = watcher,
            Selection = Projects.Selection.Of(Project, selection),
            Runs = _runs ?? ReadRunsAsync(),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_compute is { IsValueCreated: true, Value: SparkEngine spark })
        {
            spark.Dispose();
        }
        if (_opening is not null)
        {
            // How it ended is told where the engine is used.
            Task.WaitAny(_opening);
        }
        if (_engine.IsValueCreated)
        {
            _engine.Value.Dispose();
        }
        (Tables.Parquet as IDisposable)?.Dispose();
    }

    private Task<Snapshot?> ReadRunsAsync() =>
        Task.Run(() => new DeltaTable(Tables, TablePaths.Runs).FindAsync(CancellationToken.None));

    private string Absolute(string? given, string configured)
    {
        if ((given ?? configured).Contains("://", StringComparison.Ordinal))
        {
            throw new EngineException(
                Lakehouse.Engine.ErrorCodes.NotOnLocalDisk,
                "tables and landings of a project lie on a local disk: DuckDB reads Parquet in Azure storage only with an "
                + "extension that is not part of this program. Name a folder; 'medallion delta' works on tables in Azure.");
        }
        return given is null ? Path.GetFullPath(Path.Combine(Options.Folder, configured)) : Path.GetFullPath(given);
    }

    private DuckDbEngineOptions EngineOptions(string purpose)
    {
        var resources = Project.Resources;
        return new DuckDbEngineOptions($"{_spill}-{purpose}")
        {
            MemoryLimit = resources.MemoryBytes is { } bytes ? $"{bytes}B" : DuckDbEngineOptions.DefaultMemoryLimit,
            Threads = resources.Threads ?? System.Environment.ProcessorCount,
        };
    }
}
