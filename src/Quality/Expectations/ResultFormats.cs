namespace Lakehouse.Quality.Expectations;

/// <summary>The names of the result formats, as Great Expectations writes them.</summary>
public static class ResultFormats
{
    /// <summary>How many unexpected values are told where not all are.</summary>
    internal const int PartialCount = 20;

    private static readonly (string Name, ResultFormat Format)[] All =
    [
        ("BOOLEAN_ONLY", ResultFormat.BooleanOnly), ("BASIC", ResultFormat.Basic),
        ("SUMMARY", ResultFormat.Summary), ("COMPLETE", ResultFormat.Complete),
    ];

    /// <summary>All names, least telling first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(pair => pair.Name)];

    /// <summary>The format of a name; null when there is none of that name.</summary>
    public static ResultFormat? TryParse(string name) =>
        All.Where(pair => pair.Name == name).Select(pair => (ResultFormat?)pair.Format).FirstOrDefault();
}
