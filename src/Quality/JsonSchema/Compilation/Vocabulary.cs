namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>The groups of keywords that a metaschema can switch on and off.</summary>
[Flags]
internal enum Vocabulary
{
    Core = 1,
    Applicator = 2,
    Unevaluated = 4,
    Validation = 8,
    Notes = 16,
    FormatAnnotation = 32,
    FormatAssertion = 64,
    Content = 128,
    All = Core | Applicator | Unevaluated | Validation | Notes | FormatAnnotation | Content,
}
