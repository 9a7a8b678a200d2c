using Lakehouse.Engine.Spark.Client;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark;

/// <summary>The settings of a session.</summary>
public sealed class RuntimeConfig
{
    private readonly SparkConnectClient _client;

    internal RuntimeConfig(SparkConnectClient client) => _client = client;

    /// <summary>Changes a setting.</summary>
    /// <exception cref="SparkException">There is no such setting, or it does not take the value.</exception>
    public Task SetAsync(string key, string value, CancellationToken cancellationToken = default) =>
        SetAsync([new(key, value)], cancellationToken);

    /// <inheritdoc cref="SetAsync(string, string, CancellationToken)"/>
    public void Set(string key, string value) => SetAsync(key, value).GetAwaiter().GetResult();

    /// <summary>The value of a setting; null when it has none.</summary>
    public async Task<string?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        var operation = new ConfigRequest.Types.Operation { GetOption = new() { Keys = { key } } };
        var response = await SendAsync(operation, cancellationToken).ConfigureAwait(false);
        return response.Pairs.FirstOrDefault(pair => pair.Key == key) is { HasValue: true } pair ? pair.Value : null;
    }

    /// <inheritdoc cref="GetAsync"/>
    public string? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    /// <summary>Gives a setting its default back.</summary>
    public Task UnsetAsync(string key, CancellationToken cancellationToken = default) =>
        SendAsync(new() { Unset = new() { Keys = { key } } }, cancellationToken);

    /// <inheritdoc cref="UnsetAsync"/>
    public void Unset(string key) => UnsetAsync(key).GetAwaiter().GetResult();

    internal async Task SetAsync(IReadOnlyList<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        if (settings.Count > 0)
        {
            var pairs = settings.Select(setting => new KeyValue { Key = setting.Key, Value = setting.Value });
            await SendAsync(new() { Set = new() { Pairs = { pairs } } }, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<ConfigResponse> SendAsync(ConfigRequest.Types.Operation operation, CancellationToken cancellationToken) =>
        _client.CallAsync(ServiceMethods.Config, new ConfigRequest { Operation = operation }, cancellationToken);
}
