using System.Text;
using Lakehouse.TestKit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>A line of <c>dialect-cases.csv</c>: a query in both dialects, and what a real engine of each gave.</summary>
internal sealed record DialectCase(string Id, string DuckDbSql, string SparkSql, string DuckDbResult, string SparkResult)
{
    /// <summary>What stands for a table that is made for the line.</summary>
    public const string Table = "{t}";

    /// <summary>Whether it is statements on such a table.</summary>
    public bool NeedsTable => DuckDbSql.Contains(Table, StringComparison.Ordinal) || SparkSql.Contains(Table, StringComparison.Ordinal);

    /// <summary>All lines; skips the test where the file is not there.</summary>
    public static IEnumerable<DialectCase> ReadAll() => Records(File.ReadAllText(SharedFolder.Require("facts", "dialect-cases.csv")))
        .Skip(1).Select(fields => new DialectCase(fields[0], fields[2], fields[3], fields[4], fields[5]));

    /// <summary>RFC 4180.</summary>
    private static IEnumerable<List<string>> Records(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when isQuoted && i + 1 < text.Length && text[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                case '\n' when !isQuoted:
                    fields.Add(field.ToString().TrimEnd('\r'));
                    field.Clear();
                    yield return fields;
                    fields = [];
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }
    }
}
