namespace Lakehouse.Quality.JsonSchema;

/// <summary>One way in which a value does not satisfy a schema.</summary>
/// <param name="Keyword">The keyword that does not hold: <c>minimum</c>.</param>
/// <param name="InstanceLocation">JSON pointer of the value; empty for the whole.</param>
/// <param name="SchemaLocation">File or URI of the schema, with the JSON pointer of the keyword behind <c>#</c>.</param>
/// <param name="Message">What is wrong, without the value: <c>must be at least 0</c>.</param>
public sealed record SchemaError(string Keyword, string InstanceLocation, string SchemaLocation, string Message)
{
    /// <summary>
    /// The path of the value as verdicts have it, <c>items[0].sku</c>; where a member is missing, that of the member.
    /// </summary>
    public string Path { get; init; } = "";
}
