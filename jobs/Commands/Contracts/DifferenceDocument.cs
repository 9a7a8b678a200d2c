using Lakehouse.Medallion.Contracts;
using Lakehouse.Medallion.Trials;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Evolution;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary>A difference as a document.</summary>
internal static class DifferenceDocument
{
    public static object Of(SchemaDifference difference) => new
    {
        difference.Name,
        Compatibility = CompatibilityModes.NameOf(difference.Mode),
        difference.OldVersion,
        difference.NewVersion,
        difference.Kind,
        Breaking = difference.IsBreaking,
        difference.DemandedBump,
        difference.DemandedVersion,
        VersionTooLow = difference.IsVersionTooLow,
        difference.Changes,
    };

    public static object Of(DataEvidence evidence) => new
    {
        evidence.Dataset,
        evidence.Earlier,
        evidence.Records,
        evidence.RefusedNow,
        evidence.AcceptedNow,
        evidence.Obstacle,
        evidence.Changes,
        Examples = evidence.Examples.Select(Of),
    };

    public static object Of(TrialExample example) => new
    {
        Record = example.Record.ToString(),
        example.Becomes,
        example.Code,
        example.Path,
        example.Message,
    };
}
