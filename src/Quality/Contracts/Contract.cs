using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.JsonSchema.Iglu;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Contracts;

/// <summary>A contract for one table, written in the Open Data Contract Standard v3.1 or as a JSON Schema.</summary>
/// <param name="Key">Folder and file name: <c>sales/orders</c>.</param>
/// <param name="Id">The contract's own id.</param>
/// <param name="Version">The contract's version, as written.</param>
/// <param name="Shape">The fields of a record.</param>
/// <param name="Position">Where the contract begins.</param>
public sealed record Contract(string Key, string Id, string Version, RecordShape Shape, FilePosition Position)
{
    /// <summary>Usually <c>proposed</c>, <c>draft</c>, <c>active</c>, <c>deprecated</c> or <c>retired</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The name of the table in the contract.</summary>
    public required string Table { get; init; }

    /// <summary>The contract's title.</summary>
    public string? Name { get; init; }

    /// <summary>What the contract says about its data.</summary>
    public ContractDescription? Description { get; init; }

    /// <summary>Who stands behind it.</summary>
    public ContractTeam? Team { get; init; }

    /// <summary>What it promises about its service.</summary>
    public IReadOnlyList<SlaProperty> SlaProperties { get; init; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The fields that identify a record, in key order; may be empty.</summary>
    public IReadOnlyList<RecordField> PrimaryKey { get; init; } = [];

    /// <summary>Conditions over the whole record, in the order of the contract.</summary>
    public IReadOnlyList<RuleCheck> Rules { get; init; } = [];

    /// <summary>What the table as a whole must satisfy.</summary>
    public IReadOnlyList<TableCheck> TableChecks { get; init; } = [];

    /// <summary>Foreign keys as declared; a source binds them to datasets (<see cref="Projects.Source"/>).</summary>
    public IReadOnlyList<ContractRelationship> Relationships { get; init; } = [];

    /// <summary>What a new version must be to this one: the custom property <c>compatibility</c>.</summary>
    /// <value>Default null: the project's <c>compatibility</c>.</value>
    public CompatibilityMode? Compatibility { get; init; }

    /// <summary>The moment from which records are supported no more: the service level <c>endOfSupport</c>.</summary>
    public DateTimeOffset? EndOfSupport { get; init; }

    /// <summary>What follows when records hold what the contract does not declare: the custom property <c>drift</c>.</summary>
    /// <value>Default null: it is counted.</value>
    public DriftAction? Drift { get; init; }

    /// <summary>How records become those of the current version: the custom property <c>upcast</c>.</summary>
    internal IReadOnlyList<UpcastRule> Upcast { get; init; } = [];

    /// <summary>What the table is, for people.</summary>
    public string? TableDescription { get; init; }

    /// <summary>
    /// The part of a JSON Schema that columns and their checks do not say, to be judged on the record itself; null when there
    /// is none.
    /// </summary>
    public CompiledSchema? Remainder { get; init; }

    /// <summary>How a self-describing JSON Schema calls itself (<c>self</c>); null where it does not, and for other contracts.</summary>
    public IgluUri? Self { get; init; }

    /// <summary>Whether it is written as a JSON Schema.</summary>
    public bool IsJsonSchema => Position.File.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Further blocks of the standard (servers, price, roles …) as JSON; those of the table as <c>table/key</c>.</summary>
    public IReadOnlyDictionary<string, string> Blocks { get; init; } = new Dictionary<string, string>();
}
