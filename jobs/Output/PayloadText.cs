using System.Text;

namespace Lakehouse.Jobs.Output;

/// <summary>Shows a record as it was received, without letting it act on the terminal.</summary>
internal static class PayloadText
{
    private const int Longest = 4_000;

    /// <summary>The text in one line; bytes that are no text as hexadecimal escapes.</summary>
    public static string Of(string? payload, byte[]? bytes)
    {
        var text = payload ?? Escape(bytes ?? []);
        var line = TableRowWriter.OneLine(text.Length > Longest ? text[..Longest] : text);
        return text.Length > Longest ? $"{line}… ({text.Length:N0} characters; --json shows all)" : line;
    }

    private static string Escape(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            text.Append(value is >= 0x20 and < 0x7f ? $"{(char)value}" : $"\\x{value:x2}");
        }
        return text.ToString();
    }
}
