using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>How requests to Azure storage are authorised. Never prints a secret.</summary>
public sealed class AzureCredential
{
    private const string Scope = "https://storage.azure.com/.default";

    private readonly string _kind;
    private readonly Func<TimeProvider, HttpPipelinePolicy> _policy;

    private AzureCredential(string kind, Func<TimeProvider, HttpPipelinePolicy> policy) => (_kind, _policy) = (kind, policy);

    /// <summary>An account's key.</summary>
    /// <param name="account">Name of the account.</param>
    /// <param name="key">The key, in base64.</param>
    /// <exception cref="EngineException"><see cref="ErrorCodes.AddressInvalid"/>: the key is not base64.</exception>
    public static AzureCredential SharedKey(string account, string key)
    {
        var bytes = new byte[key.Length];
        if (key.Length == 0 || !Convert.TryFromBase64String(key, bytes, out var length))
        {
            throw new EngineException(
                ErrorCodes.AddressInvalid, $"the key of the storage account {account} is not base64. Copy it again.");
        }
        return new AzureCredential("account key", clock => new SharedKeyPolicy(account, bytes[..length], clock));
    }

    /// <summary>A shared access signature: what stands behind the question mark of its URL.</summary>
    public static AzureCredential Sas(string token) =>
        new("shared access signature", _ => new SasPolicy(token.TrimStart('?')));

    /// <summary>Tokens of Microsoft Entra ID.</summary>
    public static AzureCredential Token(TokenCredential credential) =>
        new("token", _ => new BearerTokenAuthenticationPolicy(credential, Scope));

    /// <summary>The identity of the surroundings: environment, workload, managed identity or a developer's sign-in.</summary>
    public static AzureCredential Default() => Token(new DefaultAzureCredential());

    /// <summary>The kind of credential.</summary>
    public override string ToString() => _kind;

    internal HttpPipelinePolicy Policy(TimeProvider clock) => _policy(clock);
}
