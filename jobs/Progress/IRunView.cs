using Lakehouse.Medallion;

namespace Lakehouse.Jobs.Progress;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunView : IProgress<RunEvent>
{
    /// <summary>Does the work and shows how it goes.</summary>
    Task<T> WatchAsync<T>(Func<Task<T>> work);
}
