using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Evaluation;

/// <summary>A schema as the list of its keywords, in the order in which they are evaluated.</summary>
internal sealed class Schema(string name, string location, SchemaResource resource)
{
    /// <summary>The keyword that the schema stands under.</summary>
    public string Name { get; } = name;

    public string Location { get; } = location;

    public SchemaResource Resource { get; } = resource;

    public IReadOnlyList<Keyword> Keywords { get; set; } = [];

    /// <summary>Whether the keywords are there; until then nothing is known of it.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Whether it holds for every value.</summary>
    public bool IsTrivial => IsComplete && !IsFalse && Keywords.Count == 0;

    /// <summary>Whether it is the schema <c>false</c>.</summary>
    public bool IsFalse { get; init; }

    /// <summary>Whether it asks which members or elements nobody else has evaluated.</summary>
    public bool AsksUnevaluated { get; set; }

    public bool Evaluate(JsonValue value, EvaluationState state)
    {
        if (IsFalse)
        {
            return state.Fail(Name, Location, "is not allowed");
        }
        if (Keywords.Count == 0)
        {
            return true;
        }
        if (!state.Enter(this))
        {
            return false;
        }
        var outer = state.Marks;
        var marks = outer is null && !AsksUnevaluated ? null : EvaluatedMarks.Of(value);
        var annotations = state.AnnotationCount;
        state.Marks = marks;
        var isValid = EvaluateKeywords(value, state);
        state.Marks = outer;
        state.Leave();
        if (!isValid)
        {
            state.ForgetAnnotations(annotations);
        }
        else if (outer is not null)
        {
            outer.Add(marks!);
        }
        return isValid;
    }

    private bool EvaluateKeywords(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        foreach (var keyword in Keywords)
        {
            if (!keyword.Evaluate(value, state))
            {
                isValid = false;
                if (state.IsProbing)
                {
                    break;
                }
            }
        }
        return isValid;
    }
}
