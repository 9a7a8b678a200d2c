using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema;

/// <summary>A schema that is ready to judge values; may be used by many threads at once.</summary>
public sealed class CompiledSchema
{
    private readonly Schema _root;
    private readonly SchemaOptions _options;

    internal CompiledSchema(Schema root, SchemaOptions options, IReadOnlyCollection<string> facts) =>
        (_root, _options, Facts) = (root, options, facts);

    /// <summary>Where the schema stands: its file or URI.</summary>
    public string Location => _root.Location.TrimEnd('#');

    /// <summary>Everything the schema asks for, in a fixed order; not what it only tells, such as titles.</summary>
    public IReadOnlyCollection<string> Facts { get; }

    /// <summary>Whether every value satisfies it.</summary>
    internal bool IsTrivial => _root.IsTrivial;

    /// <summary>Whether some schema asks which members or elements nobody has evaluated.</summary>
    internal bool AsksUnevaluated { get; init; }

    /// <summary>The members that it looks at; null for all, which is strict about names that stand there twice.</summary>
    internal MemberNames? Members { get; init; }

    /// <summary>Judges one value.</summary>
    /// <param name="utf8Json">One JSON text, strictly: no name twice in an object, valid UTF-8.</param>
    /// <returns>
    /// All errors. A value on which the schema takes too long, or too much stack, is not valid: its only error has no keyword.
    /// </returns>
    /// <exception cref="System.Text.Json.JsonException">The text is not JSON.</exception>
    public SchemaResult Evaluate(ReadOnlySpan<byte> utf8Json)
    {
        var value = JsonText.Parse(utf8Json, out var count, Members);
        return Evaluate(value, count);
    }

    internal SchemaResult Evaluate(JsonValue value, int count)
    {
        var state = new EvaluationState(count, _options.Annotations);
        var isValid = _root.Evaluate(value, state);
        return state.GivenUp is { } reason ? new SchemaResult([new SchemaError("", "", _root.Location, reason)], [])
            : isValid ? new SchemaResult([], state.Annotations)
            : new SchemaResult(state.Errors, []);
    }
}
