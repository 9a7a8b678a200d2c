using System.Runtime.CompilerServices;
using Lakehouse.Delta.Ports;

namespace Lakehouse.TestKit.Storage;

/// <summary>
/// A storage whose n-th call fails: before it does anything, or after it has done all (the answer is lost). From then
/// on every call fails too when the process is meant to have died.
/// </summary>
/// <param name="inner">The storage that does the work.</param>
/// <param name="plan">Which call fails, and how.</param>
public sealed class FaultingStorage(IStorage inner, FaultPlan plan) : IStorage
{
    private int _calls;

    /// <summary>Calls so far.</summary>
    public int Calls => _calls;

    public string Locate(string path) => inner.Locate(path);

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string directory, string? startAt, bool recursive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = Count(directory);
        if (fault != Fault.None) throw Failure("list", directory);
        await foreach (var found in inner.ListAsync(directory, startAt, recursive, cancellationToken))
            yield return found;
    }

    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken) =>
        CallAsync("read", path, () => inner.ReadAsync(path, cancellationToken));

    public Task<PutOutcome> PutIfAbsentAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        CallAsync("put-if-absent", path, () => inner.PutIfAbsentAsync(path, content, cancellationToken));

    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        CallAsync("put", path, async () =>
        {
            await inner.PutAsync(path, content, cancellationToken);
            return true;
        });

    public Task<PutOutcome> PublishAsync(string temporaryPath, string path, CancellationToken cancellationToken) =>
        CallAsync("publish", path, () => inner.PublishAsync(temporaryPath, path, cancellationToken));

    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        CallAsync("delete", path, async () =>
        {
            await inner.DeleteAsync(path, cancellationToken);
            return true;
        });

    private async Task<TResult> CallAsync<TResult>(string call, string path, Func<Task<TResult>> work)
    {
        var fault = Count(path);
        if (fault == Fault.Before) throw Failure(call, path);
        var result = await work();
        return fault == Fault.After ? throw Failure(call, path) : result;
    }

    private Fault Count(string path)
    {
        if (plan.Path is { } end && path.EndsWith(end, StringComparison.Ordinal)) return plan.Fault;
        var call = Interlocked.Increment(ref _calls);
        if (call == plan.Call) return plan.Fault;
        return plan.StaysDown && plan.Fault != Fault.None && call > plan.Call ? Fault.Before : Fault.None;
    }

    private static IOException Failure(string call, string path) => new($"injected: {call} of {path} failed");
}
