namespace Lakehouse.Delta;

/// <summary>The codes of this library's errors; a code is never used again for something else.</summary>
public static class ErrorCodes
{
    /// <summary>There is no Delta table at the path.</summary>
    public const string TableNotFound = "DEL0101";

    /// <summary>The table does not have the version that was asked for.</summary>
    public const string VersionNotFound = "DEL0102";

    /// <summary>Another writer's commit rules ours out.</summary>
    public const string CommitConflict = "DEL0103";

    /// <summary>The storage failed during a commit, or other writers kept winning.</summary>
    public const string CommitNotFinished = "DEL0104";

    /// <summary>The table did not record its changes in a version that was asked for.</summary>
    public const string ChangesNotRecorded = "DEL0105";

    /// <summary>The schema changed between the versions whose changes were asked for.</summary>
    public const string ChangesNotComparable = "DEL0106";

    /// <summary>A commit file is not readable.</summary>
    public const string MalformedCommit = "DEL0201";

    /// <summary>A commit file that is needed is missing.</summary>
    public const string LogGap = "DEL0202";

    /// <summary>The log has no protocol or no metadata action.</summary>
    public const string IncompleteLog = "DEL0203";

    /// <summary>A checkpoint is not readable.</summary>
    public const string UnreadableCheckpoint = "DEL0204";

    /// <summary>A checkpoint that was just written does not hold the table's state.</summary>
    public const string WrongCheckpoint = "DEL0205";

    /// <summary>A schema is not valid or holds an unknown type.</summary>
    public const string InvalidSchema = "DEL0206";

    /// <summary>A data file's path leads out of the table.</summary>
    public const string InvalidPath = "DEL0207";

    /// <summary>A partition value does not have the form of its type.</summary>
    public const string InvalidPartitionValue = "DEL0208";

    /// <summary>A commit of a table with in-commit timestamps has none.</summary>
    public const string MissingTimestamp = "DEL0209";

    /// <summary>A deletion vector is missing or is not readable.</summary>
    public const string InvalidDeletionVector = "DEL0210";

    /// <summary>Reading the table needs a feature that this library does not have.</summary>
    public const string UnsupportedReaderFeature = "DEL0301";

    /// <summary>Writing to the table needs a feature that this library does not have.</summary>
    public const string UnsupportedWriterFeature = "DEL0302";

    /// <summary>The table only takes appends.</summary>
    public const string AppendOnly = "DEL0303";

    /// <summary>A table property does not have a valid value.</summary>
    public const string InvalidProperty = "DEL0304";

    /// <summary>A vacuum would delete files that versions within the table's retention period still need.</summary>
    public const string RetentionTooShort = "DEL0401";

    /// <summary>A version cannot be restored, for files of it were deleted.</summary>
    public const string FilesDeleted = "DEL0402";

    /// <summary>A table cannot be sorted by a column: it is not there, is a partition column, or has no order.</summary>
    public const string ColumnNotSortable = "DEL0403";

    /// <summary>A table is not partitioned by a column.</summary>
    public const string NoPartitionColumn = "DEL0404";

    /// <summary>New rows break a constraint of the table.</summary>
    public const string RuleBroken = "DEL0501";

    /// <summary>A row of the table matches several rows of a merge's source.</summary>
    public const string AmbiguousMatch = "DEL0502";

    /// <summary>Schema, properties or constraints of a table cannot be changed in the way that was asked for.</summary>
    public const string SchemaChangeRefused = "DEL0503";
}
