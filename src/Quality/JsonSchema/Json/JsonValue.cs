namespace Lakehouse.Quality.JsonSchema.Json;

/// <summary>A JSON value as it stands in its text: members in order, numbers as written.</summary>
/// <param name="kind">What it is.</param>
/// <param name="offset">Where its first byte stands in the text.</param>
internal sealed class JsonValue(JsonKind kind, int offset)
{
    private JsonNumber? _number;

    public JsonKind Kind { get; } = kind;

    public int Offset { get; } = offset;

    /// <summary>The text of a string without escapes, a number as written, or <c>true</c> and <c>false</c>.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<JsonValue> Items { get; init; } = [];

    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    /// <summary>The exact number.</summary>
    public JsonNumber Number => _number ??= JsonNumber.Parse(Text);

    public bool IsTrue => Kind == JsonKind.Boolean && Text == "true";

    public bool IsFalse => Kind == JsonKind.Boolean && Text == "false";

    public bool HasObjects => Kind == JsonKind.Object || Items.Any(item => item.HasObjects);

    public JsonValue? Find(string name)
    {
        for (var i = 0; i < Members.Count; i++)
        {
            if (Members[i].Name == name)
            {
                return Members[i].Value;
            }
        }
        return null;
    }

    /// <summary>The text of a member that is a string, or null.</summary>
    public string? FindText(string name) => Find(name) is { Kind: JsonKind.Text } text ? text.Text : null;
}
