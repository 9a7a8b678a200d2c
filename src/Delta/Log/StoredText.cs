using System.Text;

namespace Lakehouse.Delta.Log;

/// <summary>A text, or none, as it was given or as UTF-8 in a page that it shares with others.</summary>
internal readonly struct StoredText : IEquatable<StoredText>
{
    private readonly object? _source;
    private readonly int _start;
    private readonly int _length;

    public StoredText(string? text) => _source = text;

    public StoredText(byte[] page, int start, int length) => (_source, _start, _length) = (page, start, length);

    public string? Text => _source is byte[] page ? Encoding.UTF8.GetString(page, _start, _length) : (string?)_source;

    public bool Equals(StoredText other) => Text == other.Text;

    public override bool Equals(object? obj) => obj is StoredText other && Equals(other);

    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;
}
