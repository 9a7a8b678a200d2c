using System.Runtime.CompilerServices;

namespace Lakehouse.Delta.Log;

/// <summary>Texts as UTF-8, one behind the other in large pages that the garbage collector need not look into.</summary>
internal sealed class TextPages
{
    private const int PageBytes = 1 << 20;

    private readonly List<byte[]> _pages = [];
    private int _used;

    /// <summary>Keeps a text.</summary>
    /// <returns>Its position.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Add(ReadOnlySpan<byte> text)
    {
        if (_pages.Count == 0 || text.Length > _pages[^1].Length - _used)
        {
            _pages.Add(GC.AllocateUninitializedArray<byte>(Math.Max(PageBytes, text.Length)));
            _used = 0;
        }
        text.CopyTo(_pages[^1].AsSpan(_used));
        var position = ((long)(_pages.Count - 1) << 32) | (uint)_used;
        _used += text.Length;
        return position;
    }

    public ReadOnlySpan<byte> Span(long position, int length) =>
        _pages[Page(position)].AsSpan(Start(position), length);

    public StoredText Text(long position, int length) => new(_pages[Page(position)], Start(position), length);

    private static int Page(long position) => (int)(position >> 32);

    private static int Start(long position) => unchecked((int)position);
}
