namespace Lakehouse.Medallion;

/// <summary>Codes of the flow's errors; never reused.</summary>
public static class ErrorCodes
{
    /// <summary>The project folder cannot be read.</summary>
    public const string ProjectFolder = "MED0001";

    /// <summary>The project asks for something that this version does not do.</summary>
    public const string NotAvailable = "MED0002";

    /// <summary>A selection names nothing of the project.</summary>
    public const string NothingSelected = "MED0003";

    /// <summary>A file or folder cannot be read or written.</summary>
    public const string InputOutput = "MED0004";

    /// <summary>A landing file was refused.</summary>
    public const string LandingRefused = "MED0101";

    /// <summary>A landing file changed its content under its old name.</summary>
    public const string LandingChanged = "MED0102";

    /// <summary>The landing folder cannot be listed.</summary>
    public const string LandingFolder = "MED0103";

    /// <summary>What was read is not what was written: the balance is broken.</summary>
    public const string Balance = "MED0301";

    /// <summary>Bronze commits that a dataset still needs are gone.</summary>
    public const string BronzeGone = "MED0302";

    /// <summary>The contract or source changed since the table was built.</summary>
    public const string FingerprintChanged = "MED0303";

    /// <summary>A table has another schema than the project gives it.</summary>
    public const string SchemaChanged = "MED0304";

    /// <summary>A data file has no row count in the log.</summary>
    public const string NoStatistics = "MED0305";

    /// <summary>A check of a table failed; nothing of it was published.</summary>
    public const string CheckFailed = "MED0401";

    /// <summary>A product was left out, since one that it reads failed.</summary>
    public const string InputFailed = "MED0402";

    /// <summary>A product's query cannot run.</summary>
    public const string ProductQuery = "MED0403";

    /// <summary>A check of a table could not be measured; nothing of it was published.</summary>
    public const string CheckQuery = "MED0404";

    /// <summary>Other writers won too often.</summary>
    public const string TooManyConflicts = "MED0501";

    /// <summary>A commit is done, but its checksum, checkpoint or log cleanup failed.</summary>
    public const string CheckpointFailed = "MED0502";

    /// <summary>There is no such record.</summary>
    public const string NoSuchRecord = "MED0601";

    /// <summary>There is no such table.</summary>
    public const string NoSuchTable = "MED0602";

    /// <summary>A query of the user is not allowed or wrong.</summary>
    public const string Query = "MED0603";

    /// <summary>A revision of the project cannot be read with git.</summary>
    public const string Git = "MED0701";

    /// <summary>There is no such contract, or nothing to make one from.</summary>
    public const string NoSuchContract = "MED0702";

    /// <summary>The engine is Spark, and no server is named.</summary>
    public const string NoServer = "MED0801";

    /// <summary>A table holds what the engine of the run cannot go on with.</summary>
    public const string EngineCannot = "MED0802";

    /// <summary>Records hold fields or values that nobody declared, and their source blocks on that.</summary>
    public const string DriftBlocked = "MED0901";

    /// <summary>The expression of an upcast cannot be used.</summary>
    public const string UpcastExpression = "MED0902";

    /// <summary>Two storage roots that are to be compared have no tables.</summary>
    public const string NothingToCompare = "MED1101";

    /// <summary>A Spark server that was to be started for a run ended, or does not listen.</summary>
    public const string SparkNotStarted = "MED1201";

    /// <summary>A run was killed between its commits, and the rules of the dataset changed before the next.</summary>
    public const string UnfinishedStep = "MED1701";

    /// <summary>A file that the call names is not there.</summary>
    public const string NoSuchFile = "MED1901";

    /// <summary>A file that the call names is of no kind that is read, or has nothing in it.</summary>
    public const string UnusableFile = "MED1902";
}
