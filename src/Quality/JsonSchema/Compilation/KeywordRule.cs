using Lakehouse.Quality.JsonSchema.Evaluation;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>A keyword of the drafts from <paramref name="First"/> to <paramref name="Last"/>.</summary>
/// <param name="First">The first draft that has it.</param>
/// <param name="Last">The last draft that has it.</param>
/// <param name="Vocabulary">The group it belongs to; one of them has to be known.</param>
/// <param name="Subschemas">Where its value holds schemas.</param>
/// <param name="Create">Makes the keyword; null for those that judge nothing and annotate nothing.</param>
internal sealed record KeywordRule(
    Draft First, Draft Last, Vocabulary Vocabulary, Subschemas Subschemas, Func<KeywordSite, Keyword?>? Create)
{
    public bool IsKnownTo(Dialect dialect) =>
        dialect.Draft >= First && dialect.Draft <= Last && (dialect.Vocabularies & Vocabulary) != 0;
}
