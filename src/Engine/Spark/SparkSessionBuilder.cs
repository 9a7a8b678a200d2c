using Lakehouse.Engine.Spark.Client;

namespace Lakehouse.Engine.Spark;

/// <summary>Opens sessions: <c>SparkSession.Builder(clock, newId).Remote("sc://host:15002").GetOrCreate()</c>.</summary>
public sealed class SparkSessionBuilder
{
    private readonly List<KeyValuePair<string, string>> _settings = [];
    private SparkConnection? _connection;

    internal SparkSessionBuilder(SparkClientOptions options) => Options = options;

    internal SparkClientOptions Options { get; private set; }

    /// <summary>The server, as a connection string.</summary>
    /// <exception cref="EngineException">ENG0301: a part of it is wrong.</exception>
    public SparkSessionBuilder Remote(string connectionString) => Remote(SparkConnection.Parse(connectionString));

    /// <summary>The server.</summary>
    public SparkSessionBuilder Remote(SparkConnection connection)
    {
        _connection = connection;
        return this;
    }

    /// <summary>A setting of the session, made when it is opened.</summary>
    public SparkSessionBuilder Config(string key, string value)
    {
        _settings.Add(new(key, value));
        return this;
    }

    /// <summary>
    /// Gives the token of each call, instead of the connection string's; asked before every call, and once more when the server
    /// refuses the one it gave.
    /// </summary>
    public SparkSessionBuilder Token(Func<CancellationToken, ValueTask<string>> provider) => With(Options with { Token = provider });

    /// <summary>How calls that failed in passing are tried again.</summary>
    public SparkSessionBuilder Retry(SparkRetryPolicy policy) => With(Options with { Retry = policy });

    /// <summary>Told how far the server is, every few seconds.</summary>
    public SparkSessionBuilder Progress(IProgress<SparkProgress> progress) => With(Options with { Progress = progress });

    /// <summary>Opens the session; joins that of the connection string's <c>session_id</c> when it names one.</summary>
    /// <exception cref="SparkException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="InvalidOperationException">No server was named.</exception>
    public async Task<SparkSession> GetOrCreateAsync(CancellationToken cancellationToken)
    {
        var connection = _connection ?? throw new InvalidOperationException("Name the server with Remote first.");
        if ((connection.Token ?? connection.TokenFile) is not null && Options.Token is not null)
        {
            throw new InvalidOperationException("The connection string has a token already; give it or a provider, not both.");
        }

        var options = connection.TokenFile is { } file ? Options with { Token = new TokenFile(file).ReadAsync } : Options;
        return await SparkSession.OpenAsync(connection, options, _settings, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="GetOrCreateAsync"/>
    public SparkSession GetOrCreate() => GetOrCreateAsync(CancellationToken.None).GetAwaiter().GetResult();

    internal SparkSessionBuilder With(SparkClientOptions options)
    {
        Options = options;
        return this;
    }
}
