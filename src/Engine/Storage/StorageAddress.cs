using Lakehouse.Delta.Ports;
using Lakehouse.Engine.Storage.Azure;

namespace Lakehouse.Engine.Storage;

/// <summary>A folder on a disk or in Azure storage, as users write it.</summary>
/// <remarks>
/// <c>/data/orders</c>, <c>file:///data/orders</c>, <c>abfss://container@account.dfs.core.windows.net/orders</c>,
/// <c>https://account.blob.core.windows.net/container/orders</c>, <c>az://container/orders</c> with the account from the
/// settings, and <c>http://127.0.0.1:10000/account/container/orders</c> for the emulator.
/// </remarks>
public sealed class StorageAddress
{
    private readonly string? _folder;
    private readonly string _account = "";
    private readonly Uri? _container;
    private readonly string _prefix = "";

    private StorageAddress(string folder) => _folder = Path.GetFullPath(folder);

    private StorageAddress(string account, Uri endpoint, string container, string prefix)
        : this(account, new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{container}"), prefix)
    {
    }

    private StorageAddress(string account, Uri container, string prefix) =>
        (_account, _container, _prefix) = (account, container, prefix);

    /// <summary>Whether DuckDB can open the files that are there.</summary>
    public bool IsLocal => _folder is not null;

    /// <summary>Reads an address.</summary>
    /// <param name="text">As in the remarks; local paths may be relative to the current folder.</param>
    /// <param name="settings">What the address leaves open.</param>
    /// <exception cref="EngineException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static StorageAddress Parse(string text, AzureSettings settings)
    {
        if (text.Length == 0)
        {
            throw Invalid("it is empty");
        }
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return new StorageAddress(text);
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Invalid("it is no URL");
        }
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Invalid("a query is not taken from an address; put a signature into AZURE_STORAGE_SAS_TOKEN");
        }
        return uri.Scheme switch
        {
            "file" => new StorageAddress(uri.LocalPath),
            "abfss" or "abfs" or "wasbs" or "wasb" => InContainerOf(uri),
            "az" or "azure" => OfSettings(uri, settings),
            "https" => OfBlobEndpoint(uri),
            "http" when uri.IsLoopback => OfEmulator(uri),
            _ => throw Invalid($"'{uri.Scheme}:' is not supported"),
        };
    }

    /// <summary>Opens the storage whose root is this folder; nothing is asked of a service yet.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.AddressInvalid"/>: the credentials cannot be used.</exception>
    public IStorage Open(AzureSettings settings, TimeProvider clock, Func<Guid> newId) => _folder is not null
        ? new LocalStorage(_folder, newId)
        : new AzureBlobStorage(new AzureBlobOptions(_container!, settings.CredentialFor(_account), clock, newId) { Prefix = _prefix });

    /// <summary>The address of a table as a storage root and a path below it.</summary>
    public (StorageAddress Root, string Path) Split()
    {
        if (_folder is not null)
        {
            var folder = Path.TrimEndingDirectorySeparator(_folder);
            return Path.GetDirectoryName(folder) is { } parent
                ? (new StorageAddress(parent), Path.GetFileName(folder))
                : (this, "");
        }
        var slash = _prefix.LastIndexOf('/');
        return (new StorageAddress(_account, _container!, _prefix[..Math.Max(slash, 0)]), _prefix[(slash + 1)..]);
    }

    /// <summary>The address, without any secret.</summary>
    public override string ToString() => _folder ?? (_prefix.Length == 0 ? $"{_container}" : $"{_container}/{_prefix}");

    // container@account.dfs.core.windows.net
    private static StorageAddress InContainerOf(Uri uri) => uri.UserInfo.Length > 0 && !uri.UserInfo.Contains(':', StringComparison.Ordinal)
        ? new StorageAddress(AccountOf(uri), Endpoint(uri), uri.UserInfo, PathOf(uri))
        : throw Invalid("write abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH");

    private static StorageAddress OfSettings(Uri uri, AzureSettings settings)
    {
        var account = settings.Account
            ?? throw Invalid("it names no account; set AZURE_STORAGE_ACCOUNT or AZURE_STORAGE_CONNECTION_STRING");
        var endpoint = settings.Endpoint ?? new Uri($"https://{account}.blob.core.windows.net");
        return new StorageAddress(account, endpoint, uri.Host, PathOf(uri));
    }

    private static StorageAddress OfBlobEndpoint(Uri uri)
    {
        var parts = PathOf(uri).Split('/', 2);
        return parts[0].Length > 0 && uri.UserInfo.Length == 0
            ? new StorageAddress(AccountOf(uri), Endpoint(uri), parts[0], parts.Length > 1 ? parts[1] : "")
            : throw Invalid("write https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH");
    }

    private static StorageAddress OfEmulator(Uri uri)
    {
        var parts = PathOf(uri).Split('/', 3);
        return parts.Length > 1
            ? new StorageAddress(
                parts[0], new Uri($"{uri.GetLeftPart(UriPartial.Authority)}/{parts[0]}"), parts[1], parts.Length > 2 ? parts[2] : "")
            : throw Invalid("write http://127.0.0.1:PORT/ACCOUNT/CONTAINER/PATH");
    }

    private static Uri Endpoint(Uri uri) => new($"https://{uri.Authority.Replace(".dfs.", ".blob.", StringComparison.Ordinal)}");

    private static string AccountOf(Uri uri) => uri.Host.Split('.')[0];

    private static string PathOf(Uri uri) => Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');

    private static EngineException Invalid(string why) => new(
        ErrorCodes.AddressInvalid,
        $"the storage address cannot be used: {why}. Give a folder, or an abfss:, az: or https: address of Azure storage.");
}
