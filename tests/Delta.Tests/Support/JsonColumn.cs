using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>A column over JSON values.</summary>
internal sealed class JsonColumn(JsonElement?[] values) : IColumn
{
    public IColumn Elements => new JsonColumn([.. values.SelectMany(Items)]);

    public IColumn Keys => new JsonColumn([.. values.SelectMany(Members).Select(member => Text(member.Name))]);

    public IColumn Values => new JsonColumn([.. values.SelectMany(Members).Select(member => (JsonElement?)member.Value)]);

    public static JsonColumn Of(IEnumerable<JsonElement> rows) => new([.. rows.Select(row => (JsonElement?)row)]);

    public bool IsNull(int row) => values[row] is null or { ValueKind: JsonValueKind.Null };

    public bool GetBoolean(int row) => values[row]!.Value.GetBoolean();

    public long GetInt64(int row) => values[row]!.Value.GetInt64();

    public ReadOnlySpan<byte> GetBytes(int row) => Encoding.UTF8.GetBytes(values[row]!.Value.GetString()!);

    public string GetJson(int row) => values[row]!.Value.GetRawText();

    public IColumn? Field(string name)
    {
        var field = values.Select(value => Member(value, name)).ToArray();
        return field.All(value => value is null) ? null : new JsonColumn(field);
    }

    public (int Start, int Count) Range(int row) =>
        (values.Take(row).Sum(Length), Length(values[row]));

    private static JsonElement? Member(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } row && row.TryGetProperty(name, out var member) ? member : null;

    private static int Length(JsonElement? value) => Items(value).Count() + Members(value).Count();

    private static IEnumerable<JsonElement?> Items(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => (JsonElement?)item) : [];

    private static IEnumerable<JsonProperty> Members(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : [];

    private static JsonElement? Text(string text) => JsonSerializer.SerializeToElement(text);
}
