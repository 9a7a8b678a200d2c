namespace Lakehouse.Quality.Evolution;

/// <summary>The codes of differences between two versions of a contract that are no incompatibility of records.</summary>
public static class ChangeCodes
{
    /// <summary>A contract is new.</summary>
    public const string ContractAdded = "CONTRACT_ADDED";

    /// <summary>A contract is gone.</summary>
    public const string ContractRemoved = "CONTRACT_REMOVED";

    /// <summary>The contract as it was cannot be read any more, so that it is not compared.</summary>
    public const string OldUnreadable = "OLD_UNREADABLE";

    /// <summary>A column or member is new.</summary>
    public const string FieldAdded = "FIELD_ADDED";

    /// <summary>A column or member is gone; queries that name it fail.</summary>
    public const string FieldRemoved = "FIELD_REMOVED";

    /// <summary>A column or member has another type.</summary>
    public const string TypeChanged = "TYPE_CHANGED";

    /// <summary>The primary key is another; the same records give other rows.</summary>
    public const string KeyChanged = "KEY_CHANGED";

    /// <summary>The table has another name.</summary>
    public const string TableRenamed = "TABLE_RENAMED";

    /// <summary>A limit, a list of values or a rule is wider or gone.</summary>
    public const string Relaxed = "RELAXED";

    /// <summary>A check of the table as a whole is new or changed.</summary>
    public const string CheckChanged = "CHECK_CHANGED";

    /// <summary>A check of the table as a whole is gone.</summary>
    public const string CheckRemoved = "CHECK_REMOVED";

    /// <summary>Words for people changed: descriptions, owners, service levels, tags, further blocks.</summary>
    public const string DocumentationChanged = "DOCUMENTATION_CHANGED";

    /// <summary>The version does not rise as the changes demand.</summary>
    public const string VersionTooLow = "VERSION_TOO_LOW";

    /// <summary>A schema that is no contract changed without an incompatibility.</summary>
    public const string SchemaChanged = "SCHEMA_CHANGED";
}
