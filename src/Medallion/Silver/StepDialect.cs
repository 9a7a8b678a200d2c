using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Silver;

/// <summary>How an engine writes what the queries of a step need besides the words that all dialects have.</summary>
internal sealed record StepDialect
{
    /// <summary>Bits of a place that hold the position in the landing file.</summary>
    public const int PositionBits = 40;

    private const string FileType = "step_file";

    private static readonly StepDialect DuckDb = new()
    {
        Words = Dialect.DuckDb,
        Paths = paths => $"select unnest({Sql.Texts(paths)}) as path",
        // Small numbers instead of long texts, and no join.
        Prepare = $"create type {FileType} as enum (select path from step_files order by rank)",
        Place = verdict => $"""
            select *, (enum_code({TechnicalColumns.LandingPath})::bigint << {PositionBits})
              + {TechnicalColumns.LandingPosition} as _place
            from (
              select * replace ({TechnicalColumns.LandingPath}::{FileType} as {TechnicalColumns.LandingPath})
              from ({verdict}))
            """,
        CleanUp = $"drop type if exists {FileType}",
        Each = "unnest({0})",
        Distinct = "list_distinct({0})",
        Collect = "list({0})",
        JsonText = "cast(to_json({0}) as varchar)",
        InstantText = "cast({0} as varchar)",
    };

    private static readonly StepDialect Spark = new()
    {
        Words = Dialect.Spark,
        Paths = paths => $"select explode(from_json({Dialect.Spark.Quote(Json(paths))}, 'array<string>')) as path",
        Place = verdict => $"""
            select /*+ BROADCAST(f) */ v.*, (f.rank << {PositionBits}) + v.{TechnicalColumns.LandingPosition} as _place
            from ({verdict}) as v join step_files as f on f.path = v.{TechnicalColumns.LandingPath}
            """,
        Each = "explode({0})",
        Distinct = "array_distinct({0})",
        Collect = "collect_list({0})",
        JsonText = "substr(to_json(array({0})), 2, length(to_json(array({0}))) - 2)",
        InstantText = "cast({0} as string) || '+00'",
    };

    /// <summary>Names, types and functions.</summary>
    public required Dialect Words { get; init; }

    /// <summary>A select of texts as rows of one column, <c>path</c>.</summary>
    public required Func<IReadOnlyList<string>, string> Paths { get; init; }

    /// <summary>A statement that comes after the landing files were ranked.</summary>
    /// <value>None.</value>
    public string? Prepare { get; init; }

    /// <summary>A verdict with the place of each record.</summary>
    public required Func<string, string> Place { get; init; }

    /// <summary>A statement after the step.</summary>
    /// <value>None.</value>
    public string? CleanUp { get; init; }

    /// <summary>A row for each item of a list.</summary>
    public required string Each { get; init; }

    /// <summary>A list without repeated items.</summary>
    public required string Distinct { get; init; }

    /// <summary>The values of a group as a list.</summary>
    public required string Collect { get; init; }

    /// <summary>A text as a string of JSON, in its quotes.</summary>
    public required string JsonText { get; init; }

    /// <summary>An instant as text, in UTC.</summary>
    public required string InstantText { get; init; }

    /// <summary>The dialect of an engine.</summary>
    public static StepDialect Of(IEngine engine) => engine.Name == Spark.Words.Name ? Spark : DuckDb;

    /// <summary>That of DuckDB.</summary>
    public static StepDialect OfDuckDb => DuckDb;

    /// <summary>That of Spark.</summary>
    public static StepDialect OfSpark => Spark;

    /// <summary>A row for each item of a list that it holds once or more.</summary>
    public string EachOnce(string list) => Each.Replace("{0}", Distinct.Replace("{0}", list, StringComparison.Ordinal), StringComparison.Ordinal);

    /// <summary>A member of each item of a list, in a list.</summary>
    public string Members(string list, string member) => string.Format(
        null, Words.ListTransform, list, string.Format(null, Words.Lambda, "e", $"e.{member}"));

    /// <summary>The items of a list for which a condition on <c>e</c> is true.</summary>
    public string Filter(string list, string condition) =>
        string.Format(null, Words.ListFilter, list, string.Format(null, Words.Lambda, "e", condition));

    /// <summary>A struct for each row of a group, in a list ordered by a number that no two rows share.</summary>
    /// <param name="members">Names and values of the structs.</param>
    /// <param name="by">The number.</param>
    /// <param name="where">Which rows; null for all.</param>
    public string Ordered(IReadOnlyList<(string Name, string Value)> members, string by, string? where = null)
    {
        var all = string.Format(null, Collect, Struct([("nth", by), .. members])) + (where is null ? "" : $" filter (where {where})");
        var rows = string.Format(null, Words.ListSort, all);
        var item = Struct([.. members.Select(member => (member.Name, $"e.{Words.Identifier(member.Name)}"))]);
        return string.Format(null, Words.ListTransform, rows, string.Format(null, Words.Lambda, "e", item));
    }

    /// <summary>The number of items of a list.</summary>
    public string Size(string list) => string.Format(null, Words.ListSize, list);

    /// <summary>The microseconds since 1970 of an instant.</summary>
    public string Microseconds(string instant) => string.Format(null, Words.Microseconds, instant);

    private string Struct(IReadOnlyList<(string Name, string Value)> members) => string.Format(null, Words.Struct,
        string.Join(", ", members.Select(member => string.Format(null, Words.StructMember, member.Name, member.Value))));

    private static string Json(IReadOnlyList<string> texts) =>
        new JsonArray([.. texts.Select(text => (JsonNode)text)]).ToJsonString(JsonSerializerOptions.Default);
}
