using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lakehouse.Engine.Spark.Client;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark;

/// <summary>
/// A session on a Spark server, by Spark Connect; safe for use from several threads. It has views and settings of its own. The
/// words are those of Microsoft.Spark.
/// </summary>
public sealed class SparkSession : IAsyncDisposable, IDisposable
{
    /// <summary>A server that is not there is told soon; later the official clients' patience holds.</summary>
    private const int OpeningRetries = 4;

    private readonly ConcurrentDictionary<string, bool> _tags = new(StringComparer.Ordinal);
    private readonly bool _isOwner;
    private bool _isStopped;

    private SparkSession(SparkConnectClient client, string version)
    {
        Client = client;
        Version = version;
        _isOwner = client.Connection.SessionId is null;
    }

    /// <summary>The server's version of Spark, such as <c>4.1.2</c>.</summary>
    public string Version { get; }

    /// <summary>The session's id, by which others can join it.</summary>
    public string SessionId => Client.SessionId;

    /// <summary>The tags that statements of this session carry from now on.</summary>
    public IReadOnlyCollection<string> Tags => [.. _tags.Keys];

    internal SparkConnectClient Client { get; }

    /// <summary>Begins to describe a session.</summary>
    /// <param name="clock">Measures waits and deadlines.</param>
    /// <param name="newId">Gives ids that were never given before, random.</param>
    public static SparkSessionBuilder Builder(TimeProvider clock, Func<Guid> newId) => new(new(clock, newId));

    /// <summary>The session's settings.</summary>
    public RuntimeConfig Conf() => new(Client);

    /// <summary>
    /// Runs a statement. A command is done when this returns, and the result holds what it says; a query runs each time its rows
    /// are asked for.
    /// </summary>
    /// <exception cref="SparkException">Spark refuses it or failed.</exception>
    public async Task<DataFrame> SqlAsync(string statement, CancellationToken cancellationToken = default)
    {
        var relation = await RunAsync(new Command { SqlCommand = new SqlCommand { Sql = statement } }, cancellationToken).ConfigureAwait(false);
        return new DataFrame(this, relation ?? new Relation { Sql = new SQL { Query = statement } });
    }

    /// <inheritdoc cref="SqlAsync"/>
    public DataFrame Sql(string statement) => SqlAsync(statement).GetAwaiter().GetResult();

    /// <summary>The rows of a query; unlike with <see cref="SqlAsync"/> the server hears of it only when it runs.</summary>
    internal DataFrame Query(string select) => new(this, new Relation { Sql = new SQL { Query = select } });

    /// <summary>Begins to describe something to read.</summary>
    public DataFrameReader Read() => new(this);

    /// <summary>A table or view by its name.</summary>
    public DataFrame Table(string name) => Read().Table(name);

    /// <summary>Marks the statements from now on, so that they can be interrupted together.</summary>
    /// <exception cref="ArgumentException">The tag is empty or holds a comma.</exception>
    public void AddTag(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        if (tag.Contains(',', StringComparison.Ordinal))
        {
            throw new ArgumentException("A tag holds no comma.", nameof(tag));
        }

        _tags[tag] = true;
    }

    /// <summary>Takes a mark away; no error when it is not there.</summary>
    public void RemoveTag(string tag) => _tags.TryRemove(tag, out _);

    /// <summary>Interrupts all statements of the session; gives the ids of those that ran.</summary>
    public Task<IReadOnlyList<string>> InterruptAllAsync(CancellationToken cancellationToken = default) =>
        InterruptAsync(new() { InterruptType = InterruptRequest.Types.InterruptType.All }, cancellationToken);

    /// <summary>Interrupts the statements with a tag; gives the ids of those that ran.</summary>
    public Task<IReadOnlyList<string>> InterruptTagAsync(string tag, CancellationToken cancellationToken = default) =>
        InterruptAsync(
            new() { InterruptType = InterruptRequest.Types.InterruptType.Tag, OperationTag = tag }, cancellationToken);

    /// <summary>Interrupts one statement; gives its id when it ran.</summary>
    public Task<IReadOnlyList<string>> InterruptOperationAsync(string operationId, CancellationToken cancellationToken = default) =>
        InterruptAsync(
            new() { InterruptType = InterruptRequest.Types.InterruptType.OperationId, OperationId = operationId }, cancellationToken);

    /// <summary>Ends the session on the server, unless it was joined, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        if (_isOwner)
        {
            await Client.TryCallAsync(ServiceMethods.ReleaseSession, new ReleaseSessionRequest()).ConfigureAwait(false);
        }

        Client.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Stop() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Stop();

    internal static async Task<SparkSession> OpenAsync(
        SparkConnection connection, SparkClientOptions options, IReadOnlyList<KeyValuePair<string, string>> settings,
        CancellationToken cancellationToken)
    {
        var client = new SparkConnectClient(connection, options);
        try
        {
            // Also learns the server's session, by which a restart of the server is seen.
            var version = await client.CallAsync(
                ServiceMethods.AnalyzePlan, new AnalyzePlanRequest { SparkVersion = new() },
                Math.Min(OpeningRetries, options.Retry.MaxRetries), cancellationToken).ConfigureAwait(false);
            var session = new SparkSession(client, version.SparkVersion?.Version ?? "");
            await session.Conf().SetAsync(settings, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The answers to a plan, with this session's tags; progress is told on the way.</summary>
    internal async IAsyncEnumerable<ExecutePlanResponse> ExecuteAsync(
        Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isStopped, this);
        await foreach (var response in ReattachableExecution.RunAsync(Client, plan, _tags.Keys, cancellationToken).ConfigureAwait(false))
        {
            if (response.ExecutionProgress is { } progress)
            {
                // A task that has to be done again is counted again.
                Client.Options.Progress?.Report(new SparkProgress(
                    [.. progress.Stages.Select(s => new SparkStage(
                        s.StageId, s.NumTasks, Math.Min(s.NumCompletedTasks, s.NumTasks), s.InputBytesRead, s.Done))],
                    progress.NumInflightTasks));
            }

            yield return response;
        }
    }

    /// <summary>Runs a command to its end; gives the relation that stands for its result, when there is one.</summary>
    internal async Task<Relation?> RunAsync(Command command, CancellationToken cancellationToken)
    {
        Relation? result = null;
        await foreach (var response in ExecuteAsync(new Plan { Command = command }, cancellationToken).ConfigureAwait(false))
        {
            result = response.SqlCommandResult?.Relation ?? result;
        }

        return result;
    }

    private async Task<IReadOnlyList<string>> InterruptAsync(InterruptRequest request, CancellationToken cancellationToken) =>
        (await Client.CallAsync(ServiceMethods.Interrupt, request, cancellationToken).ConfigureAwait(false)).InterruptedIds;
}
