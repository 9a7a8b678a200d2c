namespace Lakehouse.Delta.Actions;

/// <summary>Makes maps, one after the other; gives an earlier one, or its keys, where they are the same.</summary>
internal sealed class StringMapBuilder
{
    private const int Remembered = 256;

    private readonly List<string> _keys = [];
    private readonly List<string?> _values = [];
    private StringMap?[] _maps = [];
    private StringMap _previous = StringMap.Empty;

    /// <summary>The key that stood at this place in the previous map.</summary>
    public string? ExpectedKey => _keys.Count < _previous.Count ? _previous.KeyArray[_keys.Count] : null;

    /// <summary>The value that stood at this place in the previous map.</summary>
    public string? ExpectedValue => _values.Count < _previous.Count ? _previous.ValueArray[_values.Count] : null;

    /// <summary>Begins the next map.</summary>
    public void Begin()
    {
        _keys.Clear();
        _values.Clear();
    }

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
        if (!_keys.SequenceEqual(_previous.KeyArray)) return _previous = new StringMap([.. _keys], [.. _values]);
        if (_values.SequenceEqual(_previous.ValueArray)) return _previous;
        if (_maps.Length == 0) _maps = new StringMap?[Remembered];
        ref var map = ref _maps[Slot()];
        if (map?.KeyArray != _previous.KeyArray || !_values.SequenceEqual(map.ValueArray))
            map = new StringMap(_previous.KeyArray, [.. _values]);
        return _previous = map;
    }

    private int Slot()
    {
        var hash = new HashCode();
        foreach (var value in _values) hash.Add(value);
        return hash.ToHashCode() & (Remembered - 1);
    }
}
