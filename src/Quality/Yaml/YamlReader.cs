using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lakehouse.Quality.Yaml;

/// <summary>
/// Reads one YAML document into nodes with positions. Nothing in it can grow: aliases, merge keys and tags are
/// refused, size and depth are bounded.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxCharacters = 1_000_000;
    private const int MaxDepth = 40;

    private readonly string _file;
    private readonly string _text;
    private readonly ProblemList _problems;
    private readonly GuardedParser _parser;
    private bool _refused;

    private YamlReader(string file, string text, ProblemList problems)
    {
        _file = file;
        _text = text;
        _problems = problems;
        _parser = new GuardedParser(text);
    }

    /// <summary>The mapping at the root of the file, or null when there is none; then a problem says why.</summary>
    public static YamlMapping? Read(string file, string text, ProblemList problems)
    {
        if (text.Length > MaxCharacters)
        {
            problems.Add(ErrorCodes.YamlNotAccepted, new FilePosition(file),
                $"the file has {text.Length} characters, {MaxCharacters} are the limit", "Split it into smaller files.");
            return null;
        }
        var content = text.TrimStart('\uFEFF');
        return PlainYamlReader.Read(file, content) ?? ReadWithLibrary(file, content, problems);
    }

    /// <summary>The same from the library, which reads all YAML and knows what is wrong with a text.</summary>
    internal static YamlMapping? ReadWithLibrary(string file, string text, ProblemList problems)
    {
        var reader = new YamlReader(file, text, problems);
        try
        {
            return reader.ReadFile();
        }
        catch (YamlException e)
        {
            reader.ReportSyntax(e);
            return null;
        }
    }

    private YamlMapping? ReadFile()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return Empty(new FilePosition(_file));
        }
        _parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        if (_refused)
        {
            return null;
        }
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            Refuse(PositionOf(_parser.Current!), "the file holds more than one YAML document",
                "Keep one document per file and remove the line '---' between them.");
            return null;
        }
        return root switch
        {
            YamlMapping mapping => mapping,
            YamlScalar { IsNull: true } scalar => Empty(scalar.Position),
            _ => NotAMapping(root!),
        };
    }

    private YamlMapping? Empty(FilePosition position)
    {
        Refuse(position, "the file is empty", "Write its keys or remove the file.");
        return null;
    }

    private YamlMapping? NotAMapping(YamlNode root)
    {
        _problems.Add(ErrorCodes.WrongKind, root.Position, $"the file holds {root.Kind} where keys with values must stand",
            "Write 'key: value' lines.");
        return null;
    }

    // Null only after a refusal, which ends the reading of the file.
    private YamlNode? ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            return Refuse(PositionOf(_parser.Current!), $"values are nested deeper than {MaxDepth} levels",
                "Flatten the file.");
        }
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Refuse(PositionOf(alias), "aliases are not accepted", "Write the value out in each place.");
        }
        if (_parser.Accept<NodeEvent>(out var node) && !node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            return Refuse(PositionOf(node), "tags are not accepted", "Remove the word that starts with '!'.");
        }
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return HasUnprintable(scalar.Value)
                ? Refuse(PositionOf(scalar), "the text holds a control character or half a character", "Remove it.")
                : new YamlScalar(PositionOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
        }
        return _parser.TryConsume<SequenceStart>(out var start)
            ? ReadSequence(PositionOf(start), depth)
            : ReadMapping(PositionOf(_parser.Consume<MappingStart>()), depth);
    }

    private YamlSequence? ReadSequence(FilePosition position, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (ReadNode(depth + 1) is not { } item)
            {
                return null;
            }
            items.Add(item);
        }
        return new YamlSequence(position, items);
    }

    private YamlNode? ReadMapping(FilePosition position, int depth)
    {
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode(depth + 1);
            var value = keyNode is null ? null : ReadNode(depth + 1);
            if (value is null)
            {
                return null;
            }
            if (keyNode is not YamlScalar { Text: not "<<" } key)
            {
                return Refuse(keyNode!.Position, "a key must be a plain name",
                    "Write 'name: value'; merge keys are not accepted.");
            }
            if (!lines.TryAdd(key.Text, key.Position.Line))
            {
                _problems.Add(ErrorCodes.DuplicateKey, key.Position,
                    $"the key '{key.Text}' stands twice, first in line {lines[key.Text]}", "Keep one of them.");
            }
            else
            {
                entries.Add(new(key, value));
            }
        }
        return new YamlMapping(position, [.. entries]);
    }

    private YamlNode? Refuse(FilePosition position, string message, string suggestion)
    {
        _refused = true;
        _problems.Add(ErrorCodes.YamlNotAccepted, position, message, suggestion);
        return null;
    }

    private void ReportSyntax(YamlException e)
    {
        var hasTabs = _text.Split('\n').Any(line => line.TakeWhile(char.IsWhiteSpace).Contains('\t'));
        var reason = e.Message.TrimEnd('.', ' ');
        _problems.Add(ErrorCodes.YamlSyntax, PositionOf(e.Start), $"this is not YAML: {reason}", hasTabs
            ? "Indent with spaces, not with tabs."
            : "Check the indentation, the quotes and the brackets before this place.");
    }

    private FilePosition PositionOf(ParsingEvent parsingEvent) => PositionOf(parsingEvent.Start);

    private FilePosition PositionOf(Mark mark) => new(_file, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private static bool HasUnprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\n' or '\t' or '\r')))
            {
                return true;
            }
        }
        return false;
    }
}
