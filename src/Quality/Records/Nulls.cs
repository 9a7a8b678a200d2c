namespace Lakehouse.Quality.Records;

/// <summary>What an explicit null of a field means.</summary>
public enum Nulls
{
    /// <summary>The same as no value: good where none is required.</summary>
    AsAbsent,

    /// <summary>An error, even where no value is required (JSON Schema without the type <c>null</c>).</summary>
    Refused,

    /// <summary>A value: good even where one is required (JSON Schema with the type <c>null</c>).</summary>
    Allowed,
}
