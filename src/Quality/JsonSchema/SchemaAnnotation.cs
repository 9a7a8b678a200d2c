namespace Lakehouse.Quality.JsonSchema;

/// <summary>What a schema that holds says about a value.</summary>
/// <param name="Keyword">The keyword that says it: <c>title</c>.</param>
/// <param name="InstanceLocation">JSON pointer of the value; empty for the whole.</param>
/// <param name="SchemaLocation">File or URI of the schema, with the JSON pointer of the keyword behind <c>#</c>.</param>
/// <param name="Value">What it says, as JSON.</param>
public sealed record SchemaAnnotation(string Keyword, string InstanceLocation, string SchemaLocation, string Value);
