using Azure;
using Azure.Identity;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>Errors of the Blob service. They name the blob and the service's own code, never a query or a header.</summary>
internal static class BlobErrors
{
    public static bool IsOfNetwork(Exception error, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException several => several.InnerExceptions.All(one => IsOfNetwork(one, cancellationToken)),
        _ => error is RequestFailedException or IOException or HttpRequestException,
    };

    public static bool IsOfSignIn(Exception error) => error is AuthenticationFailedException;

    public static EngineException Unreachable(Uri container, string name, Exception error) => new(
        ErrorCodes.StorageUnavailable,
        $"{container.Host} did not answer for {name}. Look at the network and the address, and retry.",
        isTransient: true,
        error);

    // The cause is not kept: its text may hold what the identity service was asked.
    public static EngineException NotSignedIn(Uri container, Exception error) => new(
        ErrorCodes.StorageDenied,
        $"no identity was found for {container.Host} ({error.GetType().Name}). Sign in with 'az login', use a managed "
        + "identity, or set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN.");

    /// <summary>The error for an answer that is none of those the caller can work with.</summary>
    public static EngineException Refused(Response response, string name)
    {
        var reason = response.Headers.TryGetValue("x-ms-error-code", out var code) ? code : "no code";
        var answer = $"{response.Status} {reason} for {name}, request {response.Headers.RequestId ?? "without an id"}";
        return response.Status switch
        {
            401 or 403 => new EngineException(
                ErrorCodes.StorageDenied,
                $"the storage refuses access: {answer}. Look at the credentials and their rights."),
            404 => new EngineException(
                ErrorCodes.ContainerMissing, $"there is no such container: {answer}. Make it, or look at the address."),
            408 or 429 or >= 500 => new EngineException(
                ErrorCodes.StorageUnavailable, $"the storage is busy or failed: {answer}. Retry later.", isTransient: true),
            _ => new EngineException(
                ErrorCodes.StorageRefused, $"the storage refused a request: {answer}. Look at the code in its documentation."),
        };
    }

    public static bool Is(this Response response, string code) =>
        response.Headers.TryGetValue("x-ms-error-code", out var actual) && actual == code;
}
