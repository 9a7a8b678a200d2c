using System.Collections;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>Data files in their order and in little memory: the action is made when it is asked for.</summary>
internal sealed class FileList(IReadOnlyList<FileRows> parts, int count) : IReadOnlyList<AddFile>
{
    public IReadOnlyList<FileRows> Parts => parts;

    public int Count => count;

    // All parts but the last are full.
    public AddFile this[int index] => parts[index / FileRows.Capacity].File(index % FileRows.Capacity);

    public IEnumerator<AddFile> GetEnumerator()
    {
        for (var i = 0; i < count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
