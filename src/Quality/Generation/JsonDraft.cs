using System.Text;
using System.Text.Encodings.Web;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>A value of a record that is being made, and can still be changed.</summary>
internal abstract class JsonDraft
{
    public abstract void Write(StringBuilder json);

    public override string ToString()
    {
        var json = new StringBuilder();
        Write(json);
        return json.ToString();
    }

    /// <summary>A text.</summary>
    public sealed class Text(string value) : JsonDraft
    {
        public string Value => value;

        public override void Write(StringBuilder json) =>
            json.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)).Append('"');
    }

    /// <summary>A number, a truth value or null, as it is written.</summary>
    public sealed class Token(string text) : JsonDraft
    {
        public static readonly Token Null = new("null");

        public string Value => text;

        public override void Write(StringBuilder json) => json.Append(text);
    }

    /// <summary>An object; a name may stand in it twice.</summary>
    public sealed class Object : JsonDraft
    {
        public List<Member> Members { get; } = [];

        public override void Write(StringBuilder json)
        {
            json.Append('{');
            for (var i = 0; i < Members.Count; i++)
            {
                json.Append(i == 0 ? "\"" : ",\"").Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Members[i].Name)).Append("\":");
                Members[i].Value.Write(json);
            }
            json.Append('}');
        }
    }

    /// <summary>An array.</summary>
    public sealed class Array : JsonDraft
    {
        public List<JsonDraft> Items { get; } = [];

        public override void Write(StringBuilder json)
        {
            json.Append('[');
            for (var i = 0; i < Items.Count; i++)
            {
                json.Append(i == 0 ? "" : ",");
                Items[i].Write(json);
            }
            json.Append(']');
        }
    }

    /// <summary>A member of an object.</summary>
    /// <param name="Field">Its declaration; null when nobody declared it.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Member(RecordField? Field, string Name, JsonDraft Value);
}
