namespace Lakehouse.Quality.JsonSchema;

/// <summary>How a schema is read and evaluated.</summary>
public sealed record SchemaOptions
{
    /// <summary>The draft of schemas that do not name one.</summary>
    /// <value>Default <see cref="Draft.V202012"/>.</value>
    public Draft Draft { get; init; } = Draft.V202012;

    /// <summary>Whether <c>format</c> must hold; otherwise it only tells what a text is, as the drafts have it.</summary>
    /// <value>Default false; a metaschema with the vocabulary <c>format-assertion</c> asks for it by itself.</value>
    public bool AssertFormats { get; init; }

    /// <summary>
    /// Whether patterns are refused that look around or back, or are too large for an automaton: they stop at a time limit,
    /// and where this is true no answer may depend on a clock.
    /// </summary>
    /// <value>Default false.</value>
    public bool LinearPatterns { get; init; }

    /// <summary>Whether annotations are gathered.</summary>
    /// <value>Default false.</value>
    public bool Annotations { get; init; }
}
