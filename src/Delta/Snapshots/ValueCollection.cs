using System.Collections;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Snapshots;

/// <summary>The values of a map as a collection that knows its size.</summary>
internal sealed class ValueCollection<TValue>(LayeredMap<TValue> map) : IReadOnlyCollection<TValue>
    where TValue : class
{
    public int Count => map.Count;

    public IEnumerator<TValue> GetEnumerator() => map.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
