namespace Lakehouse.Quality.Checks;

/// <summary>The codes of the errors that a record can have. A rule of a contract may bring its own.</summary>
public static class RowCodes
{
    /// <summary>The record is not one complete JSON object in valid UTF-8.</summary>
    public const string Malformed = "MALFORMED";

    /// <summary>An object holds one name twice.</summary>
    public const string DuplicateKey = "DUPLICATE_KEY";

    /// <summary>The value is of another JSON type than declared.</summary>
    public const string Type = "TYPE";

    /// <summary>The number or time does not fit the declared type without rounding.</summary>
    public const string Precision = "PRECISION";

    /// <summary>The text is not in the declared form.</summary>
    public const string Format = "FORMAT";

    /// <summary>The value is absent or null.</summary>
    public const string Required = "REQUIRED";

    /// <summary>The value is not one of those listed.</summary>
    public const string Enum = "ENUM";

    /// <summary>The value is beyond a limit, or not a multiple of a step.</summary>
    public const string Range = "RANGE";

    /// <summary>The text does not match a pattern.</summary>
    public const string Pattern = "PATTERN";

    /// <summary>The text or array is too short or too long.</summary>
    public const string Length = "LENGTH";

    /// <summary>A keyword of a JSON Schema does not hold that has no code of its own: <c>oneOf</c>, <c>not</c> …</summary>
    public const string Schema = "SCHEMA";

    /// <summary>A rule of the contract does not hold.</summary>
    public const string Rule = "RULE";

    /// <summary>A rule of the contract could not be evaluated: it overflows, or converts what it cannot.</summary>
    public const string RuleFailed = "RULE_FAILED";

    /// <summary>The record arrived too long after its event time.</summary>
    public const string Late = "LATE";

    /// <summary>A row comes before it in landing order with the same value of what must be unique.</summary>
    public const string NotUnique = "NOT_UNIQUE";

    /// <summary>What the record refers to is not there.</summary>
    public const string ReferenceMissing = "REFERENCE_MISSING";

    /// <summary>What the record refers to did not arrive in time.</summary>
    public const string ReferenceExpired = "REFERENCE_EXPIRED";

    /// <summary>What the record refers to is not there, and no more records may wait.</summary>
    public const string ReferenceOverflow = "REFERENCE_OVERFLOW";

    /// <summary>Errors that other records cause, and can take away again.</summary>
    public static IReadOnlyList<string> OfOtherRecords { get; } =
        [NotUnique, ReferenceMissing, ReferenceExpired, ReferenceOverflow];
}
