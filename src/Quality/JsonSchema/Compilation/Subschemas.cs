namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>Where the value of a keyword holds schemas.</summary>
internal enum Subschemas
{
    None,
    Value,
    Items,
    Members,
}
