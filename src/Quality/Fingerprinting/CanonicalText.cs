using System.Security.Cryptography;
using System.Text;

namespace Lakehouse.Quality.Fingerprinting;

/// <summary>Named facts in a fixed order, unambiguous: every part is preceded by its length.</summary>
internal sealed class CanonicalText
{
    private readonly StringBuilder _text = new();

    public CanonicalText Add(string name, params IEnumerable<string> values)
    {
        Append(name);
        var parts = values.ToList();
        _text.Append(parts.Count).Append('#');
        foreach (var part in parts)
        {
            Append(part);
        }
        _text.Append('\n');
        return this;
    }

    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text.ToString())));

    private void Append(string part) => _text.Append(part.Length).Append(':').Append(part).Append(';');
}
