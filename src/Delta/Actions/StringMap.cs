using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// A small map, searched in order. The maps of many actions have the same keys and share the array of them.
/// </summary>
internal sealed class StringMap(string[] keys, string?[] values) : IReadOnlyDictionary<string, string?>
{
    public static readonly StringMap Empty = new([], []);

    internal string[] KeyArray => keys;

    internal string?[] ValueArray => values;

    public int Count => keys.Length;

    public IEnumerable<string> Keys => keys;

    public IEnumerable<string?> Values => values;

    public string? this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no member '{key}'");

    public bool ContainsKey(string key) => Array.IndexOf(keys, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value)
    {
        var index = Array.IndexOf(keys, key);
        value = index >= 0 ? values[index] : null;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator()
    {
        for (var i = 0; i < keys.Length; i++) yield return KeyValuePair.Create(keys[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
