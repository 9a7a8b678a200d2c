using System.Text;

namespace Lakehouse.Quality.Protobuf;

/// <summary>Names by the rules of Protobuf.</summary>
internal static class ProtoNames
{
    /// <summary>Scalar types.</summary>
    public static readonly IReadOnlySet<string> Scalars = new HashSet<string>
    {
        "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32",
        "sfixed64", "bool", "string", "bytes",
    };

    /// <summary>The name of a field in JSON when it is not given: underscores go, the letter after each is a capital.</summary>
    public static string JsonName(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '_')
            {
                text.Append(i > 0 && name[i - 1] == '_' ? char.ToUpperInvariant(name[i]) : name[i]);
            }
        }
        return text.ToString();
    }
}
