namespace Lakehouse.Quality.Projects;

/// <summary>Reads many files on all processors, and few on this one: a small project is read before others would begin.</summary>
internal static class ManyFiles
{
    private const int Few = 16;

    /// <summary>What <paramref name="read"/> gives for each item, in their order.</summary>
    public static IReadOnlyList<TResult> Read<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> read)
        where TItem : class
        where TResult : class
    {
        if (items.Count > Few)
        {
            return [.. items.AsParallel().AsOrdered().Select(read)];
        }
        var results = new List<TResult>(items.Count);
        foreach (var item in items)
        {
            results.Add(read(item));
        }
        return results;
    }
}
