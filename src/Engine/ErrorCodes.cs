namespace Lakehouse.Engine;

/// <summary>The codes of <see cref="EngineException"/>; a code is never given a second meaning.</summary>
public static class ErrorCodes
{
    /// <summary>The native DuckDB library is missing or cannot be used.</summary>
    public const string LibraryUnusable = "ENG0001";

    /// <summary>A database could not be opened, or a setting was refused.</summary>
    public const string OpenFailed = "ENG0002";

    /// <summary>The SQL is wrong: its grammar, a name or a type.</summary>
    public const string QueryInvalid = "ENG0101";

    /// <summary>A value stopped the query: a conversion, a range or a constraint.</summary>
    public const string DataInvalid = "ENG0102";

    /// <summary>The memory limit was reached and spilling to disk did not help.</summary>
    public const string OutOfMemory = "ENG0103";

    /// <summary>A file or another resource could not be read or written.</summary>
    public const string InputOutput = "ENG0104";

    /// <summary>The engine failed inside; the database has to be opened again.</summary>
    public const string EngineFailed = "ENG0105";

    /// <summary>Another transaction changed the same data.</summary>
    public const string TransactionConflict = "ENG0106";

    /// <summary>The parameters given are not those of the statement.</summary>
    public const string ParameterMismatch = "ENG0107";

    /// <summary>A value of the engine has no equal in the .NET type that was asked for.</summary>
    public const string ValueNotRepresentable = "ENG0108";

    /// <summary>A type has no equal on the other side.</summary>
    public const string TypeNotSupported = "ENG0109";

    /// <summary>Data files lack the field ids by which their table finds columns.</summary>
    public const string FieldIdsMissing = "ENG0110";

    /// <summary>A path would leave the root of the storage.</summary>
    public const string PathOutsideRoot = "ENG0201";

    /// <summary>The storage cannot be reached, is busy, or failed; the outcome of a write is then unknown.</summary>
    public const string StorageUnavailable = "ENG0202";

    /// <summary>The storage refuses the credentials.</summary>
    public const string StorageDenied = "ENG0203";

    /// <summary>The container or account of a storage address is not there.</summary>
    public const string ContainerMissing = "ENG0204";

    /// <summary>The storage refused a request for another reason, or gave an answer of an unknown form.</summary>
    public const string StorageRefused = "ENG0205";

    /// <summary>A storage address or its credentials cannot be understood.</summary>
    public const string AddressInvalid = "ENG0206";

    /// <summary>DuckDB cannot open files at this storage address: it needs an extension that is not linked in.</summary>
    public const string NotOnLocalDisk = "ENG0207";

    /// <summary>A part of a Spark connection string is wrong.</summary>
    public const string ConnectionInvalid = "ENG0301";

    /// <summary>The Spark server cannot be reached, or stayed away for longer than is tried.</summary>
    public const string SparkUnreachable = "ENG0302";

    /// <summary>The Spark server, or a proxy before it, refuses the credentials or the certificate is not trusted.</summary>
    public const string SparkDenied = "ENG0303";

    /// <summary>The session has ended on the server, which was restarted or closed it: its views and settings are gone.</summary>
    public const string SparkSessionLost = "ENG0304";

    /// <summary>The connection was lost and the server no longer knows how the statement ended; it was not sent again.</summary>
    public const string SparkOutcomeUnknown = "ENG0305";

    /// <summary>Spark failed at a statement for a reason that has no code of its own; the error class tells which.</summary>
    public const string SparkFailed = "ENG0306";

    /// <summary>An answer is not what Spark Connect promises, or the server lacks a method.</summary>
    public const string SparkProtocolBroken = "ENG0307";

    /// <summary>The Arrow data of a result is broken.</summary>
    public const string ArrowBroken = "ENG0308";

    /// <summary>The Arrow data of a result is of a kind that is not read.</summary>
    public const string ArrowUnsupported = "ENG0309";

    /// <summary>Someone else interrupted the statement on the Spark server.</summary>
    public const string SparkInterrupted = "ENG0310";

    /// <summary>Spark takes a landing file for compressed or plain by its name, and its source says otherwise.</summary>
    public const string LandingName = "ENG0501";

    /// <summary>The Spark server is of a version that cannot compute runs.</summary>
    public const string SparkVersion = "ENG0701";

    /// <summary>The file that holds the token of a Spark server cannot be read, or holds none.</summary>
    public const string TokenFile = "ENG0702";

    /// <summary>A Parquet file is damaged: its end is missing or is none.</summary>
    public const string FileDamaged = "ENG1001";
}
