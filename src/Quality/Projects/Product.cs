using Lakehouse.Quality.Checks;

namespace Lakehouse.Quality.Projects;

/// <summary>A Gold data product: one query and what is promised about its result.</summary>
/// <param name="Name">The table's name, unique in the project.</param>
/// <param name="Domain">The domain it belongs to.</param>
/// <param name="Sql">The query as written.</param>
/// <param name="SqlFile">The file of the query.</param>
/// <param name="Position">Where its description begins.</param>
public sealed record Product(string Name, string Domain, string Sql, string SqlFile, FilePosition Position)
{
    /// <summary>Who answers for it.</summary>
    /// <value>Default: the owner of the domain.</value>
    public required string Owner { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>What it may be used for.</summary>
    public string? Purpose { get; init; }

    /// <summary>Who uses it.</summary>
    public IReadOnlyList<string> Consumers { get; init; } = [];

    /// <summary>The columns of which there is one row each; may be empty.</summary>
    public IReadOnlyList<string> Grain { get; init; } = [];

    /// <summary>The columns by which the table is partitioned; may be empty.</summary>
    public IReadOnlyList<string> PartitionedBy { get; init; } = [];

    /// <summary>What the result must satisfy before it is published; one row for each grain comes first.</summary>
    public IReadOnlyList<TableCheck> Checks { get; init; } = [];

    /// <summary>The service level as JSON, or null.</summary>
    public string? Sla { get; init; }
}
