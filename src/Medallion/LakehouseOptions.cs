using Lakehouse.Delta.Ports;

namespace Lakehouse.Medallion;

/// <summary>How a project is opened.</summary>
/// <param name="Folder">The project folder.</param>
/// <param name="Clock">The time.</param>
/// <param name="NewId">Gives ids that were never given before, random.</param>
public sealed record LakehouseOptions(string Folder, TimeProvider Clock, Func<Guid> NewId)
{
    /// <summary>Name of the environment of <c>lakehouse.yaml</c> whose settings win.</summary>
    /// <value>Default none.</value>
    public string? Environment { get; init; }

    /// <summary>Folder of the tables, instead of the project's.</summary>
    /// <value>Default: as the project says.</value>
    public string? Storage { get; init; }

    /// <summary>Folder of the landings, instead of the project's.</summary>
    /// <value>Default: as the project says.</value>
    public string? Landing { get; init; }

    /// <summary>The engine of runs, <c>duckdb</c> or <c>spark</c>, instead of the project's.</summary>
    /// <value>Default: as the project says.</value>
    public string? Engine { get; init; }

    /// <summary>The connection string of the Spark server, instead of the project's.</summary>
    /// <value>Default: as the project says.</value>
    public string? Remote { get; init; }

    /// <summary>Whether the engine is opened while the rest of the project is read, for it will be needed at once.</summary>
    /// <value>Default false: when it is first asked for.</value>
    public bool OpensEngine { get; init; }

    /// <summary>Whether a run follows, or its plan: the table of runs is read early too.</summary>
    /// <value>Default false.</value>
    public bool ForRun { get; init; }

    /// <summary>Puts something between the tables and their storage, such as faults in tests.</summary>
    /// <value>Default nothing.</value>
    public Func<IStorage, IStorage> WrapStorage { get; init; } = storage => storage;
}
