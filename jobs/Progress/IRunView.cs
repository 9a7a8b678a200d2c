using Lakehouse.Medallion;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Jobs.Progress;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunView : IProgress<RunEvent>
{
    /// <summary>Does the work and shows how it goes.</summary>
    /// <param name="work">The run.</param>
    /// <param name="progress">How far the engine has come.</param>
    Task<T> WatchAsync<T>(Func<Task<T>> work, Func<EngineProgress> progress);
}
