namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>JSON pointers, RFC 6901, and relative ones (draft-bhutton-relative-json-pointer).</summary>
internal static class PointerFormats
{
    public static bool IsPointer(string text)
    {
        for (var i = text.IndexOf('~'); i >= 0; i = text.IndexOf('~', i + 1))
        {
            if (i + 1 == text.Length || text[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }
        return text.Length == 0 || text[0] == '/';
    }

    public static bool IsRelativePointer(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var rest = text[digits..];
        return digits > 0 && (text[0] != '0' || digits == 1) && (rest == "#" || IsPointer(rest));
    }
}
