using System.Globalization;
using System.Text;

namespace Lakehouse.Jobs.Output;

/// <summary>
/// Writes rows as aligned columns. The first rows decide how wide the columns are; later rows are written as they come.
/// </summary>
internal sealed class TableRowWriter(TextWriter target) : IRowWriter
{
    private const int RowsToMeasure = 500;
    private const int WidestColumn = 80;
    private readonly List<string[]> _waiting = [];
    private string[] _columns = [];
    private int[] _widths = [];
    private bool[] _isNumber = [];
    private bool _isMeasured;

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<string> columns)
    {
        _columns = [.. columns];
        _widths = Array.ConvertAll(_columns, Width);
        _isNumber = new bool[_columns.Length];
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<object?> row)
    {
        var texts = new string[row.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var value = row[i] is DBNull ? null : row[i];
            texts[i] = value is null ? "" : OneLine(ValueText.Of(value));
            _isNumber[i] |= value is not null && ValueText.IsNumber(value);
        }
        if (_isMeasured)
        {
            WriteLine(texts);
            return;
        }
        _waiting.Add(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            _widths[i] = Math.Min(Math.Max(_widths[i], Width(texts[i])), WidestColumn);
        }
        if (_waiting.Count == RowsToMeasure)
        {
            WriteWaiting();
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        if (!_isMeasured)
        {
            WriteWaiting();
        }
        target.Flush();
    }

    private void WriteWaiting()
    {
        _isMeasured = true;
        WriteLine(_columns);
        WriteLine(Array.ConvertAll(_widths, width => new string('-', width)));
        _waiting.ForEach(WriteLine);
        _waiting.Clear();
    }

    private void WriteLine(string[] texts)
    {
        var line = string.Join("  ", texts.Select((text, i) =>
        {
            var padding = new string(' ', Math.Max(0, _widths[i] - Width(text)));
            return _isNumber[i] ? padding + text : text + padding;
        }));
        target.Write(line.TrimEnd());
        target.Write('\n');
    }

    private static int Width(string text) => Ascii.IsValid(text) ? text.Length : StringInfo.ParseCombiningCharacters(text).Length;

    /// <summary>The text without line breaks and other characters that act on a terminal.</summary>
    public static string OneLine(string text) => text.Any(ActsOnTerminal)
        ? string.Concat(text.Select(c => ActsOnTerminal(c) ? $"\\u{(int)c:x4}" : $"{c}"))
        : text;

    // Format characters turn the direction of text around or are not seen at all.
    private static bool ActsOnTerminal(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (char.GetUnicodeCategory(c) is UnicodeCategory.Format && c is not ('\u200c' or '\u200d'));
}
