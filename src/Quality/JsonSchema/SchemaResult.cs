namespace Lakehouse.Quality.JsonSchema;

/// <summary>What a schema says about one value.</summary>
/// <param name="Errors">Everything that does not hold, in the order of the schema; none when the value is valid.</param>
/// <param name="Annotations">What the schemas that hold say about it; none unless asked for.</param>
public sealed record SchemaResult(IReadOnlyList<SchemaError> Errors, IReadOnlyList<SchemaAnnotation> Annotations)
{
    /// <summary>Whether the value satisfies the schema.</summary>
    public bool IsValid => Errors.Count == 0;
}
