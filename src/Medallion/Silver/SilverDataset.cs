using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Fingerprinting;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Silver;

/// <summary>A dataset with all that its Silver table follows from.</summary>
/// <param name="Source">Where its records come from, and what they must be.</param>
internal sealed record SilverDataset(Source Source)
{
    /// <summary>The partition column: the UTC date of the event time.</summary>
    public const string EventDate = "event_date";

    /// <summary>Changes when the same Bronze and project give other rows than before.</summary>
    private const string PlanVersion = "silver-1";

    // Only when asked for: what looks at a project without data needs neither of most datasets.
    private readonly Lazy<string> _fingerprint = new(() => Fingerprints.Combine(
        [PlanVersion, Fingerprints.OfContract(Source.Contract), Fingerprints.OfSource(Source)]));

    private readonly Lazy<StructType> _schema = new(() => new(
    [
        .. RecordMapping.ToColumns(Source.Contract.Shape),
        new StructField(TechnicalColumns.LandingPath, PrimitiveType.String),
        new StructField(TechnicalColumns.LandingPosition, PrimitiveType.Long),
        new StructField(TechnicalColumns.LandedAt, PrimitiveType.Timestamp),
        new StructField(TechnicalColumns.PayloadHash, PrimitiveType.Long),
        new StructField(EventDate, PrimitiveType.Date),
    ]));

    /// <summary>Name of the dataset.</summary>
    public string Name => Source.Dataset;

    /// <summary>What its records must be.</summary>
    public Contract Contract => Source.Contract;

    /// <summary>Name of the Silver table in SQL.</summary>
    public string FullName => $"silver.{Name}";

    /// <summary>Path of the Silver table.</summary>
    public string Table => TablePaths.Silver(Name);

    /// <summary>Path of the Bronze table.</summary>
    public string BronzeTable => TablePaths.Bronze(Source.Name);

    /// <summary>App id under which Silver and quarantine keep the Bronze version they have taken in.</summary>
    public string AppId => $"medallion/{Name}/{BronzeTable}";

    /// <summary>App id under which they keep the version of another table that a step has read.</summary>
    public string InputAppId(string table) => $"medallion/{Name}/{table}";

    /// <summary>App id under which quarantine keeps the version of a table that brought no withheld record back.</summary>
    public string LookedAppId(string table) => $"medallion/{Name}/looked/{table}";

    /// <summary>App id under which they, and the waiting records, keep the number of a step.</summary>
    public string StepAppId => $"medallion/{Name}/step";

    /// <summary>App id under which quarantine keeps the Bronze version that these rules have taken in.</summary>
    public string RulesAppId => $"medallion/{Name}/rules/{Fingerprint[..16]}";

    /// <summary>App id under which Silver keeps the newest time of landing, in microseconds.</summary>
    public string NewestLandingAppId => $"medallion/{Name}/newest_landing";

    /// <summary>Whether records were withheld by rules that it had before.</summary>
    public bool HasWithheld { get; init; }

    /// <summary>Whether other records can keep one of its records out of Silver, or did.</summary>
    public bool Withholds =>
        HasWithheld || Source.QuarantiningChecks.Count > 0 || Source.References.Any(reference => reference.Withholds);

    /// <summary>What the content of the table depends on.</summary>
    public string Fingerprint => _fingerprint.Value;

    private VerdictFunctions Functions => new(Contract, Source.Versions, $"{Name}_{Fingerprint[..16]}");

    /// <summary>Makes the functions known that its verdict calls.</summary>
    public void EnsureFunctions(DuckDbEngine engine) => Functions.Ensure(engine);

    /// <summary>Columns of the Silver table in order.</summary>
    public StructType Schema => _schema.Value;

    /// <summary>SQL of DuckDB for the verdicts on the records of a Bronze relation; the functions have to be known.</summary>
    public string Verdict(string bronze) => Functions.Select(Source, bronze);

    /// <summary>SQL for the contract version that judged a record of these verdicts.</summary>
    public string VersionColumn => Source.Versions is null ? Sql.Text(Contract.Version) : "_contract_version";
}
