namespace Lakehouse.Engine.Storage.Azure;

/// <summary>Account and credentials that an address leaves open. Never prints a secret.</summary>
public sealed class AzureSettings
{
    /// <summary>Name of the account, for addresses that do not name it.</summary>
    public string? Account { get; init; }

    /// <summary>The Blob endpoint, where it is not <c>https://ACCOUNT.blob.core.windows.net</c>.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The account's key in base64.</summary>
    public string? Key { get; init; }

    /// <summary>A shared access signature.</summary>
    public string? SasToken { get; init; }

    /// <summary>
    /// Reads the variables of the Azure command line: <c>AZURE_STORAGE_CONNECTION_STRING</c>, or
    /// <c>AZURE_STORAGE_ACCOUNT</c> with <c>AZURE_STORAGE_KEY</c> or <c>AZURE_STORAGE_SAS_TOKEN</c>.
    /// </summary>
    /// <param name="variable">Gives the value of a variable, or null.</param>
    /// <exception cref="EngineException"><see cref="ErrorCodes.AddressInvalid"/>: the connection string is no such.</exception>
    public static AzureSettings FromVariables(Func<string, string?> variable)
    {
        if (variable("AZURE_STORAGE_CONNECTION_STRING") is { Length: > 0 } connection)
        {
            return FromConnectionString(connection);
        }
        return new AzureSettings
        {
            Account = Given("AZURE_STORAGE_ACCOUNT"),
            Key = Given("AZURE_STORAGE_KEY"),
            SasToken = Given("AZURE_STORAGE_SAS_TOKEN"),
        };

        string? Given(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.AddressInvalid"/>: it is none.</exception>
    public static AzureSettings FromConnectionString(string connection)
    {
        var parts = connection
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToLookup(part => part[0], part => part.Length > 1 ? part[1] : "", StringComparer.OrdinalIgnoreCase);
        var endpoint = parts["BlobEndpoint"].FirstOrDefault();
        var account = parts["AccountName"].FirstOrDefault();
        var suffix = parts["EndpointSuffix"].FirstOrDefault();
        if (endpoint is null && account is not null && suffix is not null)
        {
            endpoint = $"https://{account}.blob.{suffix}";
        }
        Uri? address = null;
        if ((account is null && endpoint is null) || (endpoint is not null && !Uri.TryCreate(endpoint, UriKind.Absolute, out address)))
        {
            throw new EngineException(
                ErrorCodes.AddressInvalid,
                "the storage connection string names no account and no valid BlobEndpoint. Copy it from the account again.");
        }
        return new AzureSettings
        {
            Account = account,
            Endpoint = address,
            Key = parts["AccountKey"].FirstOrDefault(),
            SasToken = parts["SharedAccessSignature"].FirstOrDefault(),
        };
    }

    /// <summary>The credential for an account: a key, a signature, or the identity of the surroundings.</summary>
    internal AzureCredential CredentialFor(string account) =>
        Key is { } key && (Account is null || Account == account) ? AzureCredential.SharedKey(account, key)
        : SasToken is { } token ? AzureCredential.Sas(token)
        : AzureCredential.Default();
}
