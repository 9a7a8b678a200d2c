using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Statistics;

/// <summary>Which leaf columns the statistics of new files describe.</summary>
/// <param name="Count">The first so many of the schema; -1 for all. Not looked at where columns are named.</param>
public sealed record IndexedColumns(int Count)
{
    /// <summary>The first 32, which hold where a table does not say otherwise.</summary>
    public static readonly IndexedColumns Default = new(32);

    // Names in the data files, joined by NUL; null to go by the count.
    private IReadOnlyList<string>? Paths { get; init; }

    /// <summary>
    /// The columns of a list as <c>delta.dataSkippingStatsColumns</c> has it: names parted by commas, dots before nested
    /// ones, backticks around a name with either. Names that the schema does not have are passed over, as Spark does.
    /// </summary>
    /// <exception cref="FormatException">A name is empty, or a backtick is not closed.</exception>
    public static IndexedColumns Named(string list, StructType schema, ColumnMappingMode mapping) => new(-1)
    {
        Paths = [.. Split(list).Select(path => Physical(path, schema, mapping)).OfType<string>()],
    };

    /// <summary>Whether statistics describe a column, when there is room for it.</summary>
    /// <param name="path">Its names in the data files, joined by NUL.</param>
    internal bool Describe(string path) =>
        Paths is null || Paths.Any(named => path == named || path.StartsWith(named + '\0', StringComparison.Ordinal));

    private static string? Physical(IReadOnlyList<string> path, StructType schema, ColumnMappingMode mapping)
    {
        var names = new List<string>();
        DataType type = schema;
        foreach (var name in path)
        {
            if ((type as StructType)?.Fields.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } field)
                return null;
            names.Add(field.PhysicalName(mapping));
            type = field.Type;
        }
        return string.Join('\0', names);
    }

    private static IEnumerable<IReadOnlyList<string>> Split(string list)
    {
        var (path, name, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i <= list.Length; i++)
        {
            var next = i < list.Length ? list[i] : ',';
            if (quoted && i < list.Length)
            {
                if (next != '`') name.Append(next);
                else if (i + 1 < list.Length && list[i + 1] == '`') name.Append(list[++i]);
                else quoted = false;
            }
            else if (quoted) throw new FormatException("a backtick is not closed");
            else if (next == '`') quoted = true;
            else if (next is '.' or ',')
            {
                var trimmed = name.ToString().Trim();
                if (trimmed.Length == 0) throw new FormatException("a name is empty");
                path.Add(trimmed);
                name.Clear();
                if (next == '.') continue;
                yield return path;
                path = [];
            }
            else name.Append(next);
        }
    }
}
