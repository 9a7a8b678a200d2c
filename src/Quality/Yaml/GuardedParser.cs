using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lakehouse.Quality.Yaml;

/// <summary>
/// The library's parser, which on some broken texts throws whatever its scanner ran into; here it is always a
/// <see cref="YamlException"/> with a place.
/// </summary>
internal sealed class GuardedParser(string text) : IParser
{
    private readonly Parser _parser = new(new StringReader(text));

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException
            or ArithmeticException or IndexOutOfRangeException)
        {
            var at = Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "a value does not end as it should", e);
        }
    }
}
