using System.Text.Json;
using Lakehouse.Delta.Scans;

namespace Lakehouse.Delta.Statistics;

/// <summary>The parsed statistics of one file. What is missing or has another form is unknown.</summary>
internal sealed class FileStatisticsDocument : IDisposable
{
    private readonly JsonDocument _document;

    private FileStatisticsDocument(JsonDocument document) => _document = document;

    /// <summary>Number of rows, deleted ones included; null when it is not stated.</summary>
    public long? RowCount => Count(Find("numRecords", []));

    /// <summary>Null when the text is no statistics.</summary>
    public static FileStatisticsDocument? TryParse(string? text)
    {
        if (text is null) return null;
        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new FileStatisticsDocument(document);
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the statistics say of a column.</summary>
    /// <remarks>Where rows are deleted by a vector, the number of nulls counts only if it is none or all.</remarks>
    public ColumnRange Range(IReadOnlyList<string> path, ValueOrder values)
    {
        var nulls = Count(Find("nullCount", path));
        return new ColumnRange(
            Bound(Find("minValues", path), values.FromMin),
            Bound(Find("maxValues", path), values.FromMax),
            nulls is not 0,
            nulls is null || nulls != RowCount);
    }

    public void Dispose() => _document.Dispose();

    private static IComparable? Bound(JsonElement? value, Func<string, IComparable?> read)
    {
        try
        {
            return value is not { } bound ? null : bound.ValueKind switch
            {
                JsonValueKind.String => read(bound.GetString()!),
                JsonValueKind.Number => read(bound.GetRawText()),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text, and so no bound.
            return null;
        }
    }

    private static long? Count(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;

    private JsonElement? Find(string part, IReadOnlyList<string> path)
    {
        if (!_document.RootElement.TryGetProperty(part, out var element)) return null;
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        return element;
    }
}
