using System.Globalization;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.Trials;

/// <summary>The queries of a trial.</summary>
internal static class TrialSql
{
    public const string CleanUp = "drop table if exists trial";

    private const int Buckets = 1_000_000;

    /// <summary>The records that are tried: those of a Bronze relation, as far as they are wanted.</summary>
    public static string Records(string bronze, TrialOptions options)
    {
        var conditions = new List<string>();
        if (options.Since is { } since)
        {
            conditions.Add($"landed_at >= timestamptz {Sql.Text(since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture))}");
        }
        if (options.SamplePercent < 100)
        {
            var wanted = (long)(options.SamplePercent * Buckets / 100);
            conditions.Add($"hash(landing_path, landing_position) % {Buckets} < {wanted}");
        }
        return conditions.Count == 0 ? bronze : $"(select * from {bronze} where {string.Join(" and ", conditions)})";
    }

    /// <summary>Keeps of every record what both contracts find wrong with it.</summary>
    public static string Judge(string current, string proposed) => $"""
        create temp table trial as
        select p.landing_path, p.landing_position, cast(p.landed_at as date) as day, c.errors as before, p.errors as after
        from ({proposed}) as p join ({current}) as c using (landing_path, landing_position)
        """;

    /// <summary>One row: records, accepted now, accepted then, would be rejected, would be accepted, other reasons.</summary>
    public const string Count = """
        select count(*), count(*) filter (before is null), count(*) filter (after is null),
          count(*) filter (before is null and after is not null), count(*) filter (before is not null and after is null),
          count(*) filter (list_sort(list_distinct(list_transform(before, lambda e: e.code)))
            <> list_sort(list_distinct(list_transform(after, lambda e: e.code))))
        from trial
        """;

    /// <summary>The changed verdicts by becomes, code, path, day and producer.</summary>
    public const string Changes = $"""
        select becomes, error.code, error.path, day, regexp_replace(landing_path, '/?[^/]*$', ''), count(*)
        from ({Errors}) group by all order by 6 desc, 1 desc, 2, 3, 4, 5
        """;

    /// <summary>A few records of each becomes, code and path.</summary>
    public static string Examples(int each) => $"""
        select landing_path, landing_position, becomes, error.code, error.path, error.message
        from ({Errors})
        qualify row_number() over (partition by becomes, error.code, error.path order by landing_path, landing_position) <= {each}
        order by becomes desc, error.code, error.path, landing_path, landing_position
        """;

    private const string Errors = """
        select landing_path, landing_position, day, 'rejected' as becomes, unnest(after) as error
        from trial where before is null and after is not null
        union all
        select landing_path, landing_position, day, 'accepted', unnest(before)
        from trial where before is not null and after is null
        """;
}
