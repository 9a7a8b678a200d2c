namespace Lakehouse.Delta.Features;

/// <summary>
/// Names of table features (protocol, "Valid Feature Names in Table Features") and what is supported.
/// </summary>
internal static class TableFeatures
{
    public const string AppendOnly = "appendOnly";
    public const string Invariants = "invariants";
    public const string CheckConstraints = "checkConstraints";
    public const string ChangeDataFeed = "changeDataFeed";
    public const string GeneratedColumns = "generatedColumns";
    public const string ColumnMapping = "columnMapping";
    public const string IdentityColumns = "identityColumns";
    public const string ColumnDefaults = "allowColumnDefaults";
    public const string DeletionVectors = "deletionVectors";
    public const string TimestampNtz = "timestampNtz";
    public const string InCommitTimestamp = "inCommitTimestamp";
    public const string DomainMetadata = "domainMetadata";
    public const string RowTracking = "rowTracking";
    public const string IcebergCompatV1 = "icebergCompatV1";
    public const string IcebergCompatV2 = "icebergCompatV2";
    public const string VacuumProtocolCheck = "vacuumProtocolCheck";
    public const string Variant = "variantType";
    public const string V2Checkpoint = "v2Checkpoint";
    public const string TypeWidening = "typeWidening";
    public const string Clustering = "clustering";
    public const string TypeWideningPreview = "typeWidening-preview";
    public const string VariantPreview = "variantType-preview";
    public const string VariantShredding = "variantShredding";
    public const string VariantShreddingPreview = "variantShredding-preview";

    /// <summary>Features that readers may find listed.</summary>
    public static readonly IReadOnlySet<string> Readable = new HashSet<string>
    {
        TimestampNtz, VacuumProtocolCheck, ColumnMapping, DeletionVectors, V2Checkpoint, TypeWidening,
        TypeWideningPreview, Variant, VariantPreview,
    };

    /// <summary>Features that may be listed for writers; those that a table uses are looked at besides.</summary>
    public static readonly IReadOnlySet<string> Writable = new HashSet<string>
    {
        AppendOnly, Invariants, CheckConstraints, ChangeDataFeed, GeneratedColumns, ColumnMapping, IdentityColumns,
        ColumnDefaults, TimestampNtz, InCommitTimestamp, DomainMetadata, VacuumProtocolCheck, V2Checkpoint, Clustering,
        DeletionVectors, TypeWidening, TypeWideningPreview, RowTracking,
    };

    /// <summary>Features whose use by the table is not supported.</summary>
    public static readonly IReadOnlySet<string> NotInUse = new HashSet<string>
    {
        IcebergCompatV1, IcebergCompatV2, Variant,
    };

    /// <summary>Features whose use asks something of every new row.</summary>
    public static readonly IReadOnlySet<string> RowRules = new HashSet<string>
    {
        Invariants, CheckConstraints, GeneratedColumns, IdentityColumns, ColumnDefaults, ColumnMapping,
    };
}
