using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Evaluation;

/// <summary>One keyword of a schema, ready to judge values.</summary>
internal abstract class Keyword(KeywordSite site)
{
    public string Name { get; } = site.Name;

    /// <summary>Where the keyword stands: a file or URI with a JSON pointer.</summary>
    public string Location { get; } = site.Location;

    /// <summary>The schemas below that see the same value as this keyword.</summary>
    public virtual IEnumerable<Schema> InPlace => [];

    /// <summary>Whether the keyword holds for every value, once the schemas below are known to.</summary>
    public virtual bool IsTrivial => false;

    /// <summary>The names of the members that the keyword looks at; null when it looks at all.</summary>
    public virtual IEnumerable<string>? Members => [];

    /// <summary>Whether the value satisfies the keyword; if not, the errors have been told.</summary>
    public abstract bool Evaluate(JsonValue value, EvaluationState state);
}
