using System.Text;
using System.Text.Json;

namespace Lakehouse.Quality.JsonSchema.Json;

/// <summary>The names of the members that somebody looks at, found without making texts of the others.</summary>
internal sealed class MemberNames
{
    private readonly Dictionary<int, (byte[] Utf8, string Name)[]> _byLength;

    public MemberNames(IEnumerable<string> names) => _byLength = names.Distinct()
        .Select(name => (Utf8: Encoding.UTF8.GetBytes(name), Name: name))
        .GroupBy(name => name.Utf8.Length)
        .ToDictionary(same => same.Key, same => same.ToArray());

    /// <summary>The name that the reader stands at, or null when nobody looks at it.</summary>
    public string? Find(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        if (_byLength.TryGetValue(bytes.Length, out var names))
        {
            foreach (var (utf8, name) in names)
            {
                if (bytes.SequenceEqual(utf8))
                {
                    return name;
                }
            }
        }
        return null;
    }
}
