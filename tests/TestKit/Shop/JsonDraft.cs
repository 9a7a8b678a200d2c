namespace Lakehouse.TestKit.Shop;

/// <summary>
/// A JSON object being written: members in order, each a raw text, another draft or a list of drafts, so that a defect can
/// put any text anywhere. Paths are names or element numbers joined by points: "lines.0.sku".
/// </summary>
internal sealed class JsonDraft
{
    private readonly List<(string Key, object Value)> _members = [];

    /// <summary>Appends a member. The raw text of the value is not looked at.</summary>
    public JsonDraft Add(string name, string raw)
    {
        _members.Add((JsonText.Of(name), raw));
        return this;
    }

    public JsonDraft Add(string name, JsonDraft value)
    {
        _members.Add((JsonText.Of(name), value));
        return this;
    }

    public JsonDraft Add(string name, IReadOnlyList<JsonDraft> values)
    {
        _members.Add((JsonText.Of(name), values));
        return this;
    }

    /// <summary>Replaces the value of a member, or appends it.</summary>
    public void Set(string path, string raw)
    {
        var (draft, name) = Owner(path);
        var i = draft._members.FindIndex(m => m.Key == JsonText.Of(name));
        if (i >= 0)
        {
            draft._members[i] = (draft._members[i].Key, raw);
        }
        else
        {
            draft.Add(name, raw);
        }
    }

    public void Remove(string path)
    {
        var (draft, i) = Locate(path);
        draft._members.RemoveAt(i);
    }

    /// <summary>Writes a member a second time, with the same value.</summary>
    public void Repeat(string path)
    {
        var (draft, i) = Locate(path);
        draft._members.Add(draft._members[i]);
    }

    /// <summary>Writes the first letter of a member's name as an escape.</summary>
    public void EscapeName(string path)
    {
        var (draft, i) = Locate(path);
        var (key, value) = draft._members[i];
        draft._members[i] = ($"\"\\u{(int)key[1]:x4}{key[2..]}", value);
    }

    public void Reverse() => _members.Reverse();

    public override string ToString() => $"{{{string.Join(',', _members.Select(m => $"{m.Key}:{Text(m.Value)}"))}}}";

    private static string Text(object value) =>
        value is IReadOnlyList<JsonDraft> list ? $"[{string.Join(',', list)}]" : value.ToString()!;

    private (JsonDraft Draft, int Index) Locate(string path)
    {
        var (draft, name) = Owner(path);
        return (draft, draft.IndexOf(name));
    }

    private (JsonDraft Draft, string Name) Owner(string path)
    {
        var parts = path.Split('.');
        object at = this;
        foreach (var part in parts[..^1])
        {
            at = at is IReadOnlyList<JsonDraft> list ? list[int.Parse(part)] : ((JsonDraft)at).Member(part);
        }

        return ((JsonDraft)at, parts[^1]);
    }

    private object Member(string name) => _members[IndexOf(name)].Value;

    private int IndexOf(string name)
    {
        var i = _members.FindIndex(m => m.Key == JsonText.Of(name));
        return i >= 0 ? i : throw new ArgumentException($"The draft has no member '{name}'.");
    }
}
