using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Quality.Projects;

/// <summary>A whole project folder, read and found free of problems.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Settings">Where it stores and finds data, in the environment that was asked for.</param>
public sealed record Project(string Name, ProjectSettings Settings)
{
    /// <summary>The root of the tables, relative to the project folder or absolute.</summary>
    public string Storage => Settings.Storage;

    /// <summary>The root of the landing files, relative to the project folder or absolute.</summary>
    public string Landing => Settings.Landing;

    /// <summary>The name of the engine that runs it: <c>duckdb</c> or <c>spark</c>.</summary>
    public string Engine => Settings.Engine;

    /// <summary>The engines that must give the same tables: <c>duckdb</c>, <c>spark</c>.</summary>
    /// <value>Default the one that runs it.</value>
    public IReadOnlyList<string> Engines { get; init; } = [Settings.Engine];

    /// <summary>What the engine may use.</summary>
    public Resources Resources { get; init; } = new();

    /// <summary>The domains by name.</summary>
    public IReadOnlyDictionary<string, Domain> Domains { get; init; } = new Dictionary<string, Domain>();

    /// <summary>How contracts are named and described.</summary>
    public NamingRules Naming { get; init; } = new();

    /// <summary>What a new version of a contract must be to those before it, where the contract does not say.</summary>
    /// <value>Default <see cref="CompatibilityMode.Backward"/>.</value>
    public CompatibilityMode Compatibility { get; init; } = CompatibilityMode.Backward;

    /// <summary>The names of the declared environments.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>The contracts by key: <c>sales/orders</c>.</summary>
    public IReadOnlyDictionary<string, Contract> Contracts { get; init; } = new Dictionary<string, Contract>();

    /// <summary>The suites of expectations by the names of their files.</summary>
    public IReadOnlyDictionary<string, ExpectationSuite> Suites { get; init; } = new Dictionary<string, ExpectationSuite>();

    /// <summary>The sources as they run: parents before those that refer to them, else in the order of names.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>The products in the order of their names.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];
}
