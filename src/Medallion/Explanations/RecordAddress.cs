namespace Lakehouse.Medallion.Explanations;

/// <summary>The coordinates of a record, which name it for ever.</summary>
/// <param name="Path">The landing file, below the landing root.</param>
/// <param name="Position">Its number in that file, from 0.</param>
public sealed record RecordAddress(string Path, long Position)
{
    /// <summary>Reads <c>path:position</c>; null when the text has not that form.</summary>
    public static RecordAddress? TryParse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && colon < text.Length - 1 && text.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && long.TryParse(text.AsSpan(colon + 1), out var position)
            ? new RecordAddress(text[..colon], position)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Position}";
}
