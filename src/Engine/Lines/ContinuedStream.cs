namespace Lakehouse.Engine.Lines;

/// <summary>One stream, then some more bytes.</summary>
internal sealed class ContinuedStream(Stream first, byte[] then) : ForwardStream
{
    private bool _over;
    private int _given;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_over)
        {
            var read = first.Read(buffer);
            if (read > 0)
            {
                return read;
            }
            _over = true;
        }
        var rest = Math.Min(buffer.Length, then.Length - _given);
        then.AsSpan(_given, rest).CopyTo(buffer);
        _given += rest;
        return rest;
    }
}
