using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Delta.Log;

/// <summary>
/// A map that never changes. The next version of a large map shares the large part with this one and costs what
/// changed.
/// </summary>
/// <remarks>Order: that of the first version, then changes by ordinal key until they are many.</remarks>
internal sealed class LayeredMap<TValue> : IReadOnlyDictionary<string, TValue>
    where TValue : class
{
    private const int AlwaysLayered = 1_000;
    private const int LayeredShare = 8;

    private static readonly ImmutableSortedDictionary<string, TValue?> NoChanges =
        ImmutableSortedDictionary.Create<string, TValue?>(StringComparer.Ordinal);

    public static readonly LayeredMap<TValue> Empty = new(new Dictionary<string, TValue>(), NoChanges, 0);

    private readonly IReadOnlyDictionary<string, TValue> _base;
    private readonly ImmutableSortedDictionary<string, TValue?> _changes;

    private LayeredMap(
        IReadOnlyDictionary<string, TValue> original, ImmutableSortedDictionary<string, TValue?> changes, int count)
    {
        _base = original;
        _changes = changes;
        Count = count;
    }

    /// <summary>A map over another one, which must never change.</summary>
    public static LayeredMap<TValue> Of(IReadOnlyDictionary<string, TValue> original) =>
        new(original, NoChanges, original.Count);

    public int Count { get; }

    public IEnumerable<string> Keys => this.Select(entry => entry.Key);

    public IEnumerable<TValue> Values => _changes.IsEmpty ? _base.Values : this.Select(entry => entry.Value);

    public TValue this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no entry '{key}'");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_changes.TryGetValue(key, out value)) return _base.TryGetValue(key, out value);
        return value is not null;
    }

    /// <summary>The map with these values set; null takes an entry out.</summary>
    public LayeredMap<TValue> With(Dictionary<string, TValue?> changes)
    {
        if (changes.Count == 0) return this;
        if (changes.Count + _changes.Count > Math.Max(AlwaysLayered, _base.Count / LayeredShare))
            return Rebuilt(changes);
        var count = Count;
        var next = _changes.ToBuilder();
        foreach (var (key, value) in changes)
        {
            count += (value is null ? 0 : 1) - (ContainsKey(key) ? 1 : 0);
            next[key] = value;
        }
        return new LayeredMap<TValue>(_base, next.ToImmutable(), count);
    }

    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator()
    {
        foreach (var entry in _base)
        {
            if (_changes.IsEmpty || !_changes.TryGetValue(entry.Key, out var changed)) yield return entry;
            else if (changed is not null) yield return KeyValuePair.Create(entry.Key, changed);
        }
        foreach (var (key, value) in _changes)
            if (value is not null && !_base.ContainsKey(key)) yield return KeyValuePair.Create(key, value);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private LayeredMap<TValue> Rebuilt(Dictionary<string, TValue?> changes)
    {
        if (Count == 0) return First(changes);
        var all = new Dictionary<string, TValue>(Count + changes.Count);
        foreach (var (key, value) in this)
            if (!changes.ContainsKey(key)) all.Add(key, value);
        foreach (var (key, value) in changes)
            if (value is not null) all.Add(key, value);
        return new LayeredMap<TValue>(all, NoChanges, all.Count);
    }

    // A copy keeps the keys' hashes.
    private static LayeredMap<TValue> First(Dictionary<string, TValue?> changes)
    {
        var all = new Dictionary<string, TValue?>(changes);
        foreach (var (key, value) in changes)
            if (value is null) all.Remove(key);
        return new LayeredMap<TValue>(all!, NoChanges, all.Count);
    }
}
