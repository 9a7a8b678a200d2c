using System.Text;

namespace Lakehouse.TestKit.Shop;

/// <summary>Defects of the bytes, whatever the record holds. All but the last ones make it malformed.</summary>
internal static class PayloadVariations
{
    private static readonly ShopError Malformed = new("MALFORMED", "");

    public static IEnumerable<Variation<TRow>> All<TRow>()
        where TRow : ShopRow
    {
        Variation<TRow> Broken(string name, Func<byte[], byte[]> spoil) => new(name, Malformed) { Bytes = spoil };
        Variation<TRow> BrokenText(string name, Func<string, string> spoil) =>
            Broken(name, bytes => Encoding.UTF8.GetBytes(spoil(Encoding.UTF8.GetString(bytes))));
        Variation<TRow> Fine(string name, Func<string, string> change) =>
            new(name) { Bytes = bytes => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes))) };

        yield return Broken("cut off in the middle", b => b[..(b.Length / 2)]);
        yield return Broken("cut off before the last brace", b => b[..^1]);
        yield return Broken("cut off after the first byte", b => b[..1]);
        yield return Broken("invalid UTF-8: a lone continuation byte", b => InFirstText(b, 0x80));
        yield return Broken("invalid UTF-8: Latin-1", b => InFirstText(b, 0xE9));
        yield return Broken("invalid UTF-8: an encoded surrogate", b => InFirstText(b, 0xED, 0xA0, 0x80));
        yield return Broken("invalid UTF-8: an overlong slash", b => InFirstText(b, 0xC0, 0xAF));
        yield return Broken("a NUL byte in a text", b => InFirstText(b, 0x00));
        yield return Broken("a NUL byte at the end", b => [.. b, 0x00]);
        yield return Broken("a tab in a text", b => InFirstText(b, (byte)'\t'));
        yield return BrokenText("a trailing comma", t => $"{t[..^1]},}}");
        yield return BrokenText("a missing comma", t => Once(t, ",\"", "\""));
        yield return BrokenText("single quotes", t => t.Replace('"', '\''));
        yield return BrokenText("a bare name", t => $"{{id{t[t.IndexOf(':', StringComparison.Ordinal)..]}");
        yield return BrokenText("a comment", t => $"{{/* test */{t[1..]}");
        yield return BrokenText("NaN", t => $"{t[..^1]},\"score\":NaN}}");
        yield return BrokenText("Infinity", t => $"{t[..^1]},\"score\":-Infinity}}");
        yield return BrokenText("a number with a leading zero", t => $"{t[..^1]},\"score\":01}}");
        yield return BrokenText("an unknown escape", t => $"{t[..^1]},\"tag\":\"\\x41\"}}");
        yield return BrokenText("two records on a line", t => t + t);
        yield return BrokenText("text after the record", t => $"{t} -- ok");
        yield return BrokenText("an array around the record", t => $"[{t}]");
        yield return BrokenText("the record as a JSON text", JsonText.Of);
        yield return Fine("spaces around the record", t => $"  {t} \t");
        yield return Fine("spaces between the tokens", t => t.Replace("\",\"", "\" ,\t\"", StringComparison.Ordinal));
    }

    /// <summary>Lines that were never a record.</summary>
    public static IReadOnlyList<(string Name, string Payload)> Noise { get; } =
    [
        ("an empty line", ""),
        ("an empty line", ""),
        ("an empty line", ""),
        ("a line of spaces", "   "),
        ("null", "null"),
        ("a number", "42"),
        ("a text", "\"ok\""),
        ("an empty array", "[]"),
        ("a log message", "WARN retrying upload (attempt 2 of 5)"),
        ("a line of an HTML page", "<html><body>502 Bad Gateway</body></html>"),
        ("a comma", ","),
    ];

    private static byte[] InFirstText(byte[] bytes, params byte[] spoil)
    {
        var at = bytes.AsSpan().IndexOf(":\""u8) + 2;
        return [.. bytes[..at], .. spoil, .. bytes[at..]];
    }

    private static string Once(string text, string find, string replacement)
    {
        var at = text.IndexOf(find, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + find.Length));
    }
}
