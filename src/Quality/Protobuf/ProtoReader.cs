namespace Lakehouse.Quality.Protobuf;

/// <summary>Reads <c>.proto</c> files of proto2 and proto3.</summary>
/// <remarks>Services, extensions, groups and editions are not read; groups and editions are refused.</remarks>
public sealed class ProtoReader
{
    private const int MaxDepth = 60;

    private readonly ProtoTokens _tokens;
    private readonly List<ProtoMessage> _messages = [];
    private readonly List<ProtoEnum> _enums = [];
    private readonly List<string> _imports = [];
    private string _syntax = "proto2";
    private string _package = "";

    private ProtoReader(string file, string text) => _tokens = new ProtoTokens(file, text);

    /// <summary>Reads one file.</summary>
    /// <param name="file">Where it comes from, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="ContractException"><see cref="ErrorCodes.BadSchema"/>: it is no such file.</exception>
    public static ProtoFile Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new ProtoReader(file, text);
        while (!reader._tokens.AtEnd)
        {
            reader.ReadStatement();
        }
        return new ProtoFile(reader._syntax, reader._package, reader._messages, reader._enums) { Imports = reader._imports };
    }

    private void ReadStatement()
    {
        var comment = _tokens.Comment;
        switch (_tokens.Take())
        {
            case "syntax":
                _tokens.Expect("=");
                _syntax = _tokens.Quoted();
                _tokens.Expect(";");
                if (_syntax is not ("proto2" or "proto3"))
                {
                    throw _tokens.Refuse($"the syntax '{_syntax}' is not known");
                }
                break;
            case "edition":
                throw _tokens.Refuse("editions are not available; write 'syntax = \"proto3\";'");
            case "package":
                _package = _tokens.Name();
                _tokens.Expect(";");
                break;
            case "import":
                if (_tokens.Peek is "public" or "weak")
                {
                    _tokens.Take();
                }
                _imports.Add(_tokens.Quoted());
                _tokens.Expect(";");
                break;
            case "message":
                _messages.Add(ReadMessage(_package, comment, 0));
                break;
            case "enum":
                _enums.Add(ReadEnum(_package));
                break;
            case "option" or "service" or "extend":
                _tokens.SkipStatement();
                break;
            case ";":
                break;
            case var other:
                throw _tokens.Refuse($"'{other}' begins no statement");
        }
    }

    private ProtoMessage ReadMessage(string around, string? comment, int depth)
    {
        if (depth > MaxDepth)
        {
            throw _tokens.Refuse($"messages are nested deeper than {MaxDepth} levels");
        }
        var name = _tokens.Name();
        var message = new ProtoMessage(name, Join(around, name)) { Comment = comment };
        var (fields, messages, enums) = (new List<ProtoField>(), new List<ProtoMessage>(), new List<ProtoEnum>());
        var reserved = ProtoReserved.None;
        _tokens.Expect("{");
        while (!_tokens.TryTake("}"))
        {
            var note = _tokens.Comment;
            switch (_tokens.Peek)
            {
                case "message" when TakeKeyword():
                    messages.Add(ReadMessage(message.FullName, note, depth + 1));
                    break;
                case "enum" when TakeKeyword():
                    enums.Add(ReadEnum(message.FullName));
                    break;
                case "oneof" when TakeKeyword():
                    ReadOneof(fields);
                    break;
                case "reserved" when TakeKeyword():
                    reserved = ReadReserved(reserved);
                    break;
                case "option" or "extensions" or "extend":
                    _tokens.SkipStatement();
                    break;
                case ";":
                    _tokens.Take();
                    break;
                default:
                    Add(fields, ReadField(null, note));
                    break;
            }
        }
        return message with { Fields = fields, Messages = messages, Enums = enums, Reserved = reserved };
    }

    private bool TakeKeyword()
    {
        _tokens.Take();
        return true;
    }

    private void ReadOneof(List<ProtoField> fields)
    {
        var name = _tokens.Name();
        _tokens.Expect("{");
        while (!_tokens.TryTake("}"))
        {
            if (_tokens.Peek == "option")
            {
                _tokens.SkipStatement();
            }
            else
            {
                Add(fields, ReadField(name, _tokens.Comment));
            }
        }
    }

    private void Add(List<ProtoField> fields, ProtoField field)
    {
        if (fields.Exists(f => f.Number == field.Number || f.Name == field.Name))
        {
            throw _tokens.Refuse($"the number {field.Number} or the name '{field.Name}' stands twice");
        }
        fields.Add(field);
    }

    private ProtoField ReadField(string? oneof, string? comment)
    {
        var label = _tokens.Peek switch
        {
            "optional" => ProtoLabel.Optional,
            "required" => ProtoLabel.Required,
            "repeated" => ProtoLabel.Repeated,
            _ => ProtoLabel.Single,
        };
        if (label != ProtoLabel.Single)
        {
            _tokens.Take();
        }
        var type = _tokens.Name();
        string? key = null;
        if (type == "group")
        {
            throw _tokens.Refuse("groups are not available; write a message");
        }
        if (type == "map" && _tokens.TryTake("<"))
        {
            key = _tokens.Name();
            _tokens.Expect(",");
            type = _tokens.Name();
            _tokens.Expect(">");
        }
        var name = _tokens.Name();
        _tokens.Expect("=");
        var number = _tokens.Number();
        if (number is < 1 or > 536_870_911 or (>= 19_000 and <= 19_999))
        {
            throw _tokens.Refuse($"the number {number} of '{name}' is not allowed");
        }
        var jsonName = ReadOptions() ?? ProtoNames.JsonName(name);
        return new ProtoField(name, number, type, label)
        {
            MapKey = key,
            Oneof = oneof,
            JsonName = jsonName,
            Comment = comment,
        };
    }

    // The options of a field; only its name in JSON changes anything here.
    private string? ReadOptions()
    {
        string? jsonName = null;
        if (_tokens.TryTake("["))
        {
            for (var depth = 1; depth > 0;)
            {
                var token = _tokens.Take();
                depth += token is "[" or "{" ? 1 : token is "]" or "}" ? -1 : 0;
                if (token == "json_name" && _tokens.TryTake("="))
                {
                    jsonName = _tokens.Quoted();
                }
            }
        }
        _tokens.Expect(";");
        return jsonName;
    }

    private ProtoEnum ReadEnum(string around)
    {
        var name = _tokens.Name();
        var values = new List<KeyValuePair<string, int>>();
        var reserved = ProtoReserved.None;
        _tokens.Expect("{");
        while (!_tokens.TryTake("}"))
        {
            switch (_tokens.Peek)
            {
                case "option":
                    _tokens.SkipStatement();
                    break;
                case "reserved" when TakeKeyword():
                    reserved = ReadReserved(reserved);
                    break;
                case ";":
                    _tokens.Take();
                    break;
                default:
                    var value = _tokens.Name();
                    _tokens.Expect("=");
                    values.Add(new(value, _tokens.Number()));
                    ReadOptions();
                    break;
            }
        }
        return new ProtoEnum(name, Join(around, name), values, reserved);
    }

    private ProtoReserved ReadReserved(ProtoReserved before)
    {
        var (ranges, names) = (before.Ranges.ToList(), before.Names.ToList());
        do
        {
            if (_tokens.Peek.StartsWith('"') || _tokens.Peek.StartsWith('\''))
            {
                names.Add(_tokens.Quoted());
            }
            else if (_tokens.Peek.Length > 0 && (char.IsAsciiLetter(_tokens.Peek[0]) || _tokens.Peek[0] == '_'))
            {
                names.Add(_tokens.Name());
            }
            else
            {
                var first = _tokens.Number();
                ranges.Add((first, !_tokens.TryTake("to") ? first : _tokens.TryTake("max") ? int.MaxValue : _tokens.Number()));
            }
        }
        while (_tokens.TryTake(","));
        _tokens.Expect(";");
        return new ProtoReserved(ranges, names);
    }

    private static string Join(string around, string name) => around.Length == 0 ? name : $"{around}.{name}";
}
