using System.Text;

namespace Lakehouse.Quality.Yaml;

/// <summary>Writes values as YAML in block style; what is read back is the same tree.</summary>
internal static class YamlWriter
{
    private const int ShortList = 100;

    /// <summary>The text of a mapping, ending with a line end.</summary>
    public static string Write(YamlMapping root)
    {
        var text = new StringBuilder();
        WriteEntries(text, root, 0);
        return text.Length == 0 ? "{}\n" : text.ToString();
    }

    private static void WriteEntries(StringBuilder text, YamlMapping mapping, int indent)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            WriteComment(text, value, indent);
            text.Append(' ', indent).Append(Quote(key)).Append(':');
            WriteValue(text, value, indent + 2);
        }
    }

    private static void WriteComment(StringBuilder text, YamlNode value, int indent)
    {
        foreach (var line in value.Comment?.Split('\n') ?? [])
        {
            text.Append(' ', indent).Append("# ").Append(line).Append('\n');
        }
    }

    private static void WriteValue(StringBuilder text, YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlMapping { Entries.Length: > 0 } mapping:
                text.Append('\n');
                WriteEntries(text, mapping, indent);
                break;
            case YamlSequence { Items.Count: > 0 } sequence when Inline(sequence) is { } line:
                text.Append(' ').Append(line).Append('\n');
                break;
            case YamlSequence { Items.Count: > 0 } sequence:
                text.Append('\n');
                WriteItems(text, sequence, indent);
                break;
            default:
                text.Append(' ').Append(Flow(value)).Append('\n');
                break;
        }
    }

    private static void WriteItems(StringBuilder text, YamlSequence sequence, int indent)
    {
        foreach (var item in sequence.Items)
        {
            WriteComment(text, item, indent);
            text.Append(' ', indent).Append('-');
            if (item is YamlMapping { Entries.Length: > 0 } mapping && mapping.Entries[0].Value.Comment is null)
            {
                // The first entry stands on the line of the hyphen.
                var inner = new StringBuilder();
                WriteEntries(inner, mapping, indent + 2);
                text.Append(' ').Append(inner, indent + 2, inner.Length - indent - 2);
            }
            else
            {
                WriteValue(text, item, indent + 2);
            }
        }
    }

    // A list of short single values fits on one line.
    private static string? Inline(YamlSequence sequence) =>
        sequence.Items.All(item => item is YamlScalar) && Flow(sequence) is { Length: <= ShortList } line ? line : null;

    private static string Flow(YamlNode value) => value switch
    {
        YamlScalar scalar => Quote(scalar),
        YamlSequence sequence => $"[{string.Join(", ", sequence.Items.Select(Flow))}]",
        YamlMapping mapping => mapping.Entries.Length == 0
            ? "{}"
            : $"{{ {string.Join(", ", mapping.Entries.Select(e => $"{Quote(e.Key)}: {Flow(e.Value)}"))} }}",
        _ => throw new InvalidOperationException($"There is no YAML node {value.Kind}."),
    };

    private static string Quote(YamlScalar scalar)
    {
        if (scalar.IsPlain)
        {
            return scalar.Text.Length == 0 ? "null" : IsSafePlain(scalar.Text) ? scalar.Text : Double(scalar.Text);
        }
        var isText = scalar is { Text.Length: > 0 } && IsSafePlain(scalar.Text)
            && new YamlScalar(scalar.Position, scalar.Text, true) is { IsNull: false, Truth: null, IsNumber: false }
            && char.IsLetter(scalar.Text[0]);
        return isText && !IsWord(scalar.Text) ? scalar.Text : Double(scalar.Text);
    }

    // Words that other readers of YAML take for truth values or nothing.
    private static bool IsWord(string text) =>
        text.ToLowerInvariant() is "y" or "n" or "yes" or "no" or "on" or "off" or "true" or "false" or "null";

    private static bool IsSafePlain(string text) =>
        (char.IsLetterOrDigit(text[0]) || text[0] is '_' or '/' or '.' or '^' or '(' or '$'
            || (text[0] is '-' or '+' && text.Length > 1 && char.IsDigit(text[1])) || text == "~")
        && text[^1] is not (' ' or ':') && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
        && !text.Any(c => char.IsControl(c) || c is '[' or ']' or '{' or '}' or ',' or '\u2028' or '\u2029' or '\u0085' or '\uFEFF')
        && text is not ("---" or "...") && !text.StartsWith("...", StringComparison.Ordinal);

    private static string Double(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' or '\uFEFF' => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
