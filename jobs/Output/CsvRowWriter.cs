using System.Buffers;

namespace Lakehouse.Jobs.Output;

/// <summary>Writes rows as comma-separated values (RFC 4180, lines ended by LF).</summary>
internal sealed class CsvRowWriter(TextWriter target) : IRowWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n");

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<string> columns) => Write(columns);

    /// <inheritdoc/>
    public void Write(IReadOnlyList<object?> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
            {
                target.Write(',');
            }
            if (row[i] is { } value and not DBNull)
            {
                target.Write(Quoted(ValueText.Of(value)));
            }
        }
        target.Write('\n');
    }

    /// <inheritdoc/>
    public void End() => target.Flush();

    private static string Quoted(string text) =>
        text.Length == 0 || text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
