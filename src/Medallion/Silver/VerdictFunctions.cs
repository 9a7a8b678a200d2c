using Lakehouse.Engine;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.JsonSchema.Iglu;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Silver;

/// <summary>The verdict on records by a contract and its other versions, and the functions that it calls on DuckDB.</summary>
/// <param name="Contract">The current version.</param>
/// <param name="Versions">The others; null when all records are of the current one.</param>
/// <param name="Name">What the functions' names end with.</param>
internal sealed record VerdictFunctions(Contract Contract, RecordVersions? Versions, string Name)
{
    private string Reader => $"read_{Name}";

    private IReadOnlyList<Contract> All => [Contract, .. (Versions?.Older ?? []).Select(older => older.Contract)];

    // Of what the columns do not say; null where they say it all.
    private IReadOnlyList<string?> Judges =>
        [.. All.Select((version, i) => version.Remainder is null ? null : $"judge_{Name}_{i}")];

    /// <summary>Makes the functions known.</summary>
    public void Ensure(DuckDbEngine engine)
    {
        if (Versions is null)
        {
            engine.EnsureReader(Reader, RecordMapping.ToJsonFields(Contract.Shape));
        }
        else
        {
            engine.EnsureReader(Reader, RecordMapping.ToJsonVersions(Contract, Versions));
        }
        foreach (var (version, judge) in All.Zip(Judges))
        {
            if (version.Remainder is { } remainder)
            {
                engine.EnsureJudge(judge!, Versions is { SelfDescribing: true }
                    ? SchemaJudge.Of(remainder, IgluSchemas.Data)
                    : SchemaJudge.Of(remainder));
            }
        }
    }

    /// <summary>SQL for the verdicts on the records of a Bronze relation; the functions have to be known.</summary>
    public string Select(Source? source, string bronze) => Versions is null
        ? VerdictCompiler.Compile(Contract, source, Dialect.DuckDb, bronze, Reader, Judges[0])
        : VersionedVerdictCompiler.Compile(Contract, Versions, source, Dialect.DuckDb, bronze, Reader, Judges);
}
