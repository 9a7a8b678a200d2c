using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>Where the value of a field of the current version comes from: a closed set.</summary>
/// <param name="Target">The field.</param>
internal abstract record UpcastValue(RecordField Target)
{
    /// <summary>Null.</summary>
    public sealed record Nothing(RecordField Target) : UpcastValue(Target);

    /// <summary>One value for all, as canonical text of the field's type.</summary>
    public sealed record Constant(RecordField Target, string Text) : UpcastValue(Target);

    /// <summary>The older value, of a type that fits.</summary>
    /// <param name="Target">The field.</param>
    /// <param name="Path">Names from the record, or from the element of an array around it.</param>
    /// <param name="Default">Canonical text that stands in for null.</param>
    public sealed record Same(RecordField Target, IReadOnlyList<string> Path, string? Default) : UpcastValue(Target);

    /// <summary>The result of a step that can fail.</summary>
    public sealed record Stepped(RecordField Target, int Step) : UpcastValue(Target);

    /// <summary>An object of members; null where the older object <paramref name="Around"/> is.</summary>
    public sealed record Members(RecordField Target, IReadOnlyList<string>? Around, IReadOnlyList<UpcastValue> Of)
        : UpcastValue(Target);

    /// <summary>An array whose elements are made one by one.</summary>
    public sealed record Elements(RecordField Target, IReadOnlyList<string> Path, UpcastValue Each) : UpcastValue(Target);
}
