namespace Lakehouse.Quality.Protobuf;

/// <summary>Finds messages and enums of a file by the names that fields use.</summary>
public sealed class ProtoTypes
{
    private readonly Dictionary<string, ProtoMessage> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProtoEnum> _enums = new(StringComparer.Ordinal);

    /// <summary>Gathers all types of a file.</summary>
    public ProtoTypes(ProtoFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach (var message in file.Messages)
        {
            Add(message);
        }
        foreach (var one in file.Enums)
        {
            _enums[one.FullName] = one;
        }
    }

    /// <summary>All messages by full name.</summary>
    public IReadOnlyDictionary<string, ProtoMessage> Messages => _messages;

    /// <summary>All enums by full name.</summary>
    public IReadOnlyDictionary<string, ProtoEnum> Enums => _enums;

    /// <summary>The full name of a type as seen from a message: the innermost that fits; null when it is imported.</summary>
    /// <param name="type">The name as written; with a point before it, it is full already.</param>
    /// <param name="scope">Full name of the message that the field stands in.</param>
    public string? Resolve(string type, string scope)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(scope);
        if (type.StartsWith('.'))
        {
            return Known(type[1..]);
        }
        for (var around = scope; ; around = around.LastIndexOf('.') is var point and >= 0 ? around[..point] : "")
        {
            if (Known(around.Length == 0 ? type : $"{around}.{type}") is { } name)
            {
                return name;
            }
            if (around.Length == 0)
            {
                return null;
            }
        }
    }

    private string? Known(string name) => _messages.ContainsKey(name) || _enums.ContainsKey(name) ? name : null;

    private void Add(ProtoMessage message)
    {
        _messages[message.FullName] = message;
        foreach (var inner in message.Messages)
        {
            Add(inner);
        }
        foreach (var inner in message.Enums)
        {
            _enums[inner.FullName] = inner;
        }
    }
}
