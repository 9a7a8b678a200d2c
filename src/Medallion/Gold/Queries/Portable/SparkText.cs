using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>Writes names, literals and casts for Spark.</summary>
internal static class SparkText
{
    public static string Identifier(string name) => Dialect.Spark.Identifier(name);

    public static string Quote(string text) => Dialect.Spark.Quote(text);

    public static string Cast(string sql, SqlType type) => $"CAST({sql} AS {type.SparkName})";

    /// <summary>A template with <c>{0}</c>, <c>{1}</c> … in it; other braces stand for themselves.</summary>
    public static string Fill(string template, IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            // A value that holds a mark of its own must not be filled again.
            template = template.Replace($"{{{i}}}", $"\u0001{i}\u0001", StringComparison.Ordinal);
        }
        for (var i = 0; i < arguments.Count; i++)
        {
            template = template.Replace($"\u0001{i}\u0001", arguments[i], StringComparison.Ordinal);
        }
        return template;
    }
}
