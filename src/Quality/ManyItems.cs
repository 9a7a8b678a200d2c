using System.Runtime.ExceptionServices;

namespace Lakehouse.Quality;

/// <summary>Works on many items on all processors, and on few on this one: a small project is read before others would begin.</summary>
public static class ManyItems
{
    private const int Few = 16;

    /// <summary>What a function gives for each item, in their order.</summary>
    /// <param name="items">The items.</param>
    /// <param name="read">The function; it may run on several threads at once.</param>
    /// <param name="few">Up to so many are worked on one after another, by this thread.</param>
    /// <returns>The first failure is thrown as it is, not as one of several.</returns>
    public static IReadOnlyList<TResult> Read<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> read, int few = Few)
        where TItem : class
        where TResult : class?
    {
        var results = new TResult[items.Count];
        if (results.Length > few)
        {
            try
            {
                Parallel.For(0, results.Length, i => results[i] = read(items[i]));
            }
            catch (AggregateException e)
            {
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            }
            return results;
        }
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = read(items[i]);
        }
        return results;
    }
}
