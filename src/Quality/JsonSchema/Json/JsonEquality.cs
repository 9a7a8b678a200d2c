namespace Lakehouse.Quality.JsonSchema.Json;

/// <summary>Equality of JSON values: numbers by value, objects without order.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonValue>
{
    public static readonly JsonEquality Instance = new();

    public bool Equals(JsonValue? x, JsonValue? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }
        return x is not null && y is not null && x.Kind == y.Kind && x.Kind switch
        {
            JsonKind.Null => true,
            JsonKind.Number => x.Text == y.Text || x.Number == y.Number,
            JsonKind.Array => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(pair => Equals(pair.First, pair.Second)),
            JsonKind.Object => HaveEqualMembers(x, y),
            _ => x.Text == y.Text,
        };
    }

    public int GetHashCode(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => 0,
        JsonKind.Number => value.Number.GetHashCode(),
        JsonKind.Array => value.Items.Aggregate(17, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        JsonKind.Object => value.Members.Aggregate(31, (hash, m) => hash ^ HashCode.Combine(m.Name, GetHashCode(m.Value))),
        _ => value.Text.GetHashCode(StringComparison.Ordinal),
    };

    private bool HaveEqualMembers(JsonValue x, JsonValue y)
    {
        if (x.Members.Count != y.Members.Count)
        {
            return false;
        }
        if (x.Members.Count <= 8)
        {
            return x.Members.All(member => Equals(member.Value, y.Find(member.Name)));
        }
        var others = y.Members.ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
        return x.Members.All(member => Equals(member.Value, others.GetValueOrDefault(member.Name)));
    }
}
