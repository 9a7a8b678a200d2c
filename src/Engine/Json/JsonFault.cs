namespace Lakehouse.Engine.Json;

/// <summary>Why a value could not be read as declared. The names are those of the verdict's error codes.</summary>
public static class JsonFault
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

    /// <summary>The record names a version that is not known.</summary>
    public const string UnknownVersion = "UNKNOWN_VERSION";

    /// <summary>The record names a version that is known and not accepted yet.</summary>
    public const string DraftVersion = "DRAFT_VERSION";
}
