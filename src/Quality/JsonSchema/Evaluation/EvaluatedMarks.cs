using System.Collections;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Evaluation;

/// <summary>Which members or elements of one value have been evaluated, by their place in it.</summary>
internal sealed class EvaluatedMarks
{
    private readonly BitArray _marks;

    private EvaluatedMarks(int count) => _marks = new BitArray(count);

    public static EvaluatedMarks Of(JsonValue value) => new(value.Items.Count + value.Members.Count);

    public bool IsMarked(int index) => _marks[index];

    public void Mark(int index) => _marks[index] = true;

    public void Add(EvaluatedMarks other) => _marks.Or(other._marks);
}
