using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Engine.Spark.Files;

/// <summary>Reads the names of the folders that Spark gives the partitions it writes.</summary>
internal static partial class PartitionFolders
{
    private const string NullName = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>The values of a file's partition, as the log encodes them: Spark casts them to text in the same form.</summary>
    /// <param name="path">Path of the file below the folder that was written.</param>
    /// <param name="columns">The partition columns, in the order of the folders.</param>
    public static Dictionary<string, string?> Values(string path, IReadOnlyList<string> columns)
    {
        var folders = path.Split('/');
        return columns.Select((column, i) => (column, Value: Value(folders[i])))
            .ToDictionary(pair => pair.column, pair => pair.Value);
    }

    private static string? Value(string folder)
    {
        var name = folder[(folder.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return name == NullName
            ? null
            : Escape().Replace(name, match => ((char)int.Parse(match.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
    }

    [GeneratedRegex("%[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
