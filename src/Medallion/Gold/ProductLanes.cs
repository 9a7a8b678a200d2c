using System.Collections.Concurrent;

namespace Lakehouse.Medallion.Gold;

/// <summary>
/// Room for two products at the same time, each with a connection of its own: one that reads little leaves the engine waiting
/// while it plans, checks and commits. A product that reads much has the engine for itself.
/// </summary>
internal sealed class ProductLanes : IDisposable
{
    private const int Most = 2;
    private const string Catalog = "beside";

    private readonly ConcurrentBag<RunContext> _free = [];
    private readonly SemaphoreSlim _lanes;
    private readonly SemaphoreSlim _engine = new(Most, Most);
    private readonly SemaphoreSlim _whole = new(1, 1);
    private readonly RunContext? _beside;

    /// <summary>Opens a second lane where two products may need it; a server gets one statement at a time.</summary>
    public ProductLanes(RunContext context, int products)
    {
        _free.Add(context);
        if (products > 1 && context.Compute == context.Engine)
        {
            var engine = context.Engine.Beside(Catalog);
            _beside = context with { Engine = engine, Compute = engine };
            _free.Add(_beside);
        }
        _lanes = new SemaphoreSlim(_free.Count, Most);
    }

    /// <summary>Waits for a lane: the run with the engine to use in it.</summary>
    public async Task<RunContext> EnterAsync(CancellationToken cancellationToken)
    {
        await _lanes.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _free.TryTake(out var context) ? context : throw new InvalidOperationException("More lanes are free than there are.");
    }

    /// <summary>Gives a lane back.</summary>
    public void Leave(RunContext context)
    {
        _free.Add(context);
        _lanes.Release();
    }

    /// <summary>Does work on the engine, beside another product's or alone.</summary>
    public async Task<T> UseAsync<T>(bool isAlone, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var taken = 0;
        try
        {
            // Who needs all of the engine waits for it before others may take a part.
            await _whole.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                for (; taken < (isAlone ? Most : 1); taken++)
                {
                    await _engine.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                _whole.Release();
            }
            return await work().ConfigureAwait(false);
        }
        finally
        {
            if (taken > 0)
            {
                _engine.Release(taken);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _beside?.Engine.Dispose();
        _lanes.Dispose();
        _engine.Dispose();
        _whole.Dispose();
    }
}
