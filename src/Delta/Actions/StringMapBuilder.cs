namespace Lakehouse.Delta.Actions;

/// <summary>Collects a map; gives back the previous one, or its keys, where they are the same.</summary>
internal sealed class StringMapBuilder(StringMap previous)
{
    private readonly List<string> _keys = new(previous.Count);
    private readonly List<string?> _values = new(previous.Count);

    /// <summary>The key that stood at this place in the previous map.</summary>
    public string? ExpectedKey => _keys.Count < previous.Count ? previous.KeyArray[_keys.Count] : null;

    /// <summary>The value that stood at this place in the previous map.</summary>
    public string? ExpectedValue => _values.Count < previous.Count ? previous.ValueArray[_values.Count] : null;

    /// <summary>Adds a member; a key that is there already gets the new value.</summary>
    public void Add(string key, string? value)
    {
        var index = _keys.IndexOf(key);
        if (index >= 0)
        {
            _values[index] = value;
            return;
        }
        _keys.Add(key);
        _values.Add(value);
    }

    public StringMap Build()
    {
        if (!_keys.SequenceEqual(previous.KeyArray)) return new StringMap([.. _keys], [.. _values]);
        return _values.SequenceEqual(previous.ValueArray)
            ? previous
            : new StringMap(previous.KeyArray, [.. _values]);
    }
}
