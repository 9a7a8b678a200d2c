using Lakehouse.Quality.Compatibility;

namespace Lakehouse.Quality.Evolution;

/// <summary>What changed from one version of a contract or schema to the next.</summary>
/// <param name="Name">The contract's key, or the schema's file.</param>
/// <param name="Mode">What had to hold.</param>
/// <param name="Changes">Every change, the gravest first.</param>
public sealed record SchemaDifference(string Name, CompatibilityMode Mode, IReadOnlyList<ContractChange> Changes)
{
    /// <summary>The version before; null when there was none or it has no version.</summary>
    public string? OldVersion { get; init; }

    /// <summary>The version after.</summary>
    public string? NewVersion { get; init; }

    /// <summary>The gravest kind; null without changes.</summary>
    public ChangeKind? Kind => Changes.Count == 0 ? null : Changes.Max(change => change.Kind);

    /// <summary>Whether anything breaks.</summary>
    public bool IsBreaking => Kind == ChangeKind.Breaking;

    /// <summary>Which part of the version has to rise.</summary>
    public VersionBump DemandedBump
    {
        get
        {
            var isSchemaVer = ContractVersion.Parse(OldVersion ?? "")?.IsSchemaVer == true;
            return Kind switch
            {
                null => VersionBump.None,
                ChangeKind.Documentation => VersionBump.Patch,
                ChangeKind.Additive => isSchemaVer ? VersionBump.Patch : VersionBump.Minor,
                // SchemaVer: REVISION when some records of the past are refused, MODEL when their form is another.
                _ => isSchemaVer && Changes.Where(c => c.Kind == ChangeKind.Breaking).All(c => IsLimit(c.Code)) ? VersionBump.Minor : VersionBump.Major,
            };
        }
    }

    /// <summary>The version that the changes demand at least; null when the old one is no version of three numbers.</summary>
    public string? DemandedVersion => ContractVersion.Parse(OldVersion ?? "")?.Raise(DemandedBump).ToString();

    /// <summary>Whether the version rose less than demanded. Changes of words demand nothing.</summary>
    public bool IsVersionTooLow => Kind is ChangeKind.Additive or ChangeKind.Breaking
        && ContractVersion.Parse(OldVersion ?? "") is { } old && ContractVersion.Parse(NewVersion ?? "") is { } next
        && !(next.Since(old) >= DemandedBump);

    private static bool IsLimit(string code) => code is CompatibilityCodes.EnumNarrowed or CompatibilityCodes.RangeNarrowed
        or CompatibilityCodes.LengthNarrowed or CompatibilityCodes.PatternChanged or CompatibilityCodes.FormatChanged
        or CompatibilityCodes.StepChanged or CompatibilityCodes.UniqueAdded or CompatibilityCodes.RuleAdded;
}
