using System.Text;

namespace Lakehouse.Conformance.Tests.Golden;

/// <summary>Damages bytes as disks, torn writes, other programs and attackers do.</summary>
internal static class Mutation
{
    private static readonly string[] Texts =
    [
        "null", "-1", "9223372036854775808", "1e400", "0.5", "\"\"", "\"\\ud800\"", "true", "[]", "{}", "\n", "\0", "%", "%2e%2e/",
        "../../x", "\"%00\"", "\"abc:/x\"", new string('[', 5_000), new string('9', 400),
        "{\"remove\":{\"path\":\"a\"}}\n", "{\"add\":{}}\n", "\uFEFF",
    ];

    /// <summary>The content with one to three changes.</summary>
    public static byte[] Of(byte[] content, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            content = Once(content, random);
        }

        return content;
    }

    private static byte[] Once(byte[] content, Random random)
    {
        var at = random.Next(content.Length + 1);
        var end = Math.Min(content.Length, at + random.Next(1, 200));
        return random.Next(7) switch
        {
            0 => content[..at],
            1 => [.. content[..at], .. content[end..]],
            2 => [.. content[..end], .. content[at..]],
            3 => [.. content[..at], .. Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]), .. content[at..]],
            4 => Replaced(content, at, random),
            5 => [.. content[..at], .. Bytes(random, end - at), .. content[end..]],
            _ => [.. content[..at], .. content[at..end].Reverse(), .. content[end..]],
        };
    }

    /// <summary>Puts another value in the place of the one that stands behind the next colon.</summary>
    private static byte[] Replaced(byte[] content, int at, Random random)
    {
        var colon = Array.IndexOf(content, (byte)':', at);
        if (colon < 0)
        {
            return [.. content, .. Bytes(random, 8)];
        }

        var end = content.AsSpan(colon + 1).IndexOfAny(",}\n"u8);
        return [.. content[..(colon + 1)], .. Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]), .. end < 0 ? [] : content[(colon + 1 + end)..]];
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
