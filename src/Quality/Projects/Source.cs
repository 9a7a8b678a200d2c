using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Projects;

/// <summary>Binds a landing to a contract: where records come from and which of them count.</summary>
/// <param name="Name">The file's name; the Bronze table's.</param>
/// <param name="Dataset">The Silver table's name.</param>
/// <param name="Contract">What the records must satisfy.</param>
/// <param name="EventTime">The required timestamp of the contract that says when the event happened.</param>
/// <param name="Landing">Where the records land.</param>
/// <param name="Position">Where the source begins.</param>
public sealed record Source(
    string Name, string Dataset, Contract Contract, RecordField EventTime, Landing Landing, FilePosition Position)
{
    /// <summary>Which records of one key are compared.</summary>
    /// <value>Default <see cref="DeduplicationScope.Day"/>.</value>
    public DeduplicationScope Scope { get; init; } = DeduplicationScope.Day;

    /// <summary>What becomes of late records; null when lateness does not matter.</summary>
    public Lateness? Lateness { get; init; }

    /// <summary>The versions that its records may have; null when all are of the contract's own.</summary>
    public RecordVersions? Versions { get; init; }

    /// <summary>What follows when records hold what the contract does not declare.</summary>
    /// <value>Default <see cref="DriftAction.Count"/>, or what the contract says.</value>
    public DriftAction Drift { get; init; } = DriftAction.Count;

    /// <summary>What happens when the rules change.</summary>
    /// <value>Default <see cref="ChangePolicy.Rebuild"/>.</value>
    public ChangePolicy OnChange { get; init; } = ChangePolicy.Rebuild;

    /// <summary>Comparisons of its Bronze table with earlier days, in the order of the file; they only warn.</summary>
    public IReadOnlyList<TableCheck> BronzeChecks { get; init; } = [];

    /// <summary>Foreign keys that are enforced, in the order of the contract.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>Datasets that run before it: those that its records refer to and those that its checks read.</summary>
    public IReadOnlyList<string> Parents =>
    [
        .. References.Select(reference => reference.Parent)
            .Concat(Contract.TableChecks.SelectMany(check => check.Inputs).Select(input => input.Split('.')[^1]))
            .Where(parent => parent != Dataset).Distinct(),
    ];

    /// <summary>Checks of the contract whose losing rows are quarantined, in its order.</summary>
    public IReadOnlyList<TableCheck> QuarantiningChecks =>
        [.. Contract.TableChecks.Where(check => check.Severity == Severity.Quarantine)];
}
