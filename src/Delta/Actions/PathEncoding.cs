using System.Buffers;
using System.Text;

namespace Lakehouse.Delta.Actions;

/// <summary>Paths are URIs in the log: decoded once on reading, encoded once on writing.</summary>
internal static class PathEncoding
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/="u8);

    /// <summary>Whether decoding may change a path, given as UTF-8.</summary>
    public static bool IsEncoded(ReadOnlySpan<byte> uri) => uri.Contains((byte)'%') || uri.StartsWith("file:/"u8);

    public static string Decode(string uri) => uri.Contains('%') ? Uri.UnescapeDataString(uri) : uri;

    /// <summary>
    /// The plain path for each of the forms that a local absolute path has. The forms name one file, but stay in the log as they
    /// are: not every reader knows that they do.
    /// </summary>
    public static string LocalPath(string path) => path.StartsWith("file:/", StringComparison.Ordinal)
        ? '/' + path["file:/".Length..].TrimStart('/')
        : path;

    /// <summary>Encodes a path; an absolute URI keeps its <c>scheme:</c>.</summary>
    public static string Encode(string path)
    {
        var schemeLength = SchemeLength(path);
        var bytes = Encoding.UTF8.GetBytes(path, schemeLength, path.Length - schemeLength);
        if (!bytes.AsSpan().ContainsAnyExcept(Plain)) return path;
        var text = new StringBuilder(path, 0, schemeLength, path.Length + 16);
        foreach (var value in bytes)
        {
            if (Plain.Contains(value)) text.Append((char)value);
            else text.Append('%').Append(value.ToString("X2"));
        }
        return text.ToString();
    }

    /// <summary>Whether the path names a place of its own, not one below the table's root.</summary>
    public static bool IsAbsolute(string path) => path.StartsWith('/') || SchemeLength(path) > 0;

    /// <summary>Length of <c>scheme:</c> where it is followed by a slash, else 0.</summary>
    private static int SchemeLength(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon + 1 >= path.Length || path[colon + 1] != '/') return 0;
        var isScheme = char.IsAsciiLetter(path[0])
            && path.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
        return isScheme ? colon + 1 : 0;
    }

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
}
