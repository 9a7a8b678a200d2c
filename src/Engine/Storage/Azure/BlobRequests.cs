using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>The requests of the Blob REST API that a storage needs, on one container.</summary>
internal sealed class BlobRequests
{
    private const string ServiceVersion = "2026-02-06";
    private const string WriteMark = "x-ms-meta-medallion_write";

    private readonly Uri _container;
    private readonly HttpPipeline _pipeline;
    private readonly int _pageSize;

    public BlobRequests(AzureBlobOptions options)
    {
        _container = options.Container;
        _pageSize = options.PageSize;
        var client = new PipelineOptions();
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = options.Retries;
        client.Retry.Delay = TimeSpan.FromMilliseconds(options.RetryMilliseconds);
        client.Diagnostics.IsLoggingEnabled = false;
        client.Diagnostics.IsDistributedTracingEnabled = false;
        client.Diagnostics.IsTelemetryEnabled = false;
        if (options.Transport is { } transport)
        {
            client.Transport = transport;
        }
        _pipeline = HttpPipelineBuilder.Build(client, options.Credential.Policy(options.Clock));
    }

    /// <summary>Some bytes of a blob; <paramref name="etag"/> makes sure that they are of the same content as others.</summary>
    public Task<Response> GetAsync(
        string name, long offset, int length, string? etag, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Get, name, "", request =>
        {
            request.Headers.SetValue("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}"));
            if (etag is not null)
            {
                request.Headers.SetValue("If-Match", etag);
            }
        }, cancellationToken);

    /// <summary>Who wrote a blob that is there: the mark of the write, "" when it has none; null when there is no blob.</summary>
    public async Task<string?> WriterAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(RequestMethod.Head, name, "", _ => { }, cancellationToken).ConfigureAwait(false);
        return response.Status switch
        {
            200 => response.Headers.TryGetValue(WriteMark, out var mark) ? mark : "",
            404 => null,
            _ => throw BlobErrors.Refused(response, name),
        };
    }

    public Task<Response> PutAsync(
        string name, ReadOnlyMemory<byte> content, bool ifAbsent, string mark, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Put, name, "", request =>
        {
            request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
            Write(request, content, ifAbsent, mark);
        }, cancellationToken);

    public Task<Response> PutBlockAsync(
        string name, string block, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        SendAsync(
            RequestMethod.Put, name, $"comp=block&blockid={Uri.EscapeDataString(block)}",
            request => request.Content = RequestContent.Create(content), cancellationToken);

    public Task<Response> PutBlockListAsync(
        string name, IEnumerable<string> blocks, bool ifAbsent, string mark, CancellationToken cancellationToken)
    {
        var list = string.Concat(blocks.Select(block => $"<Latest>{block}</Latest>"));
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{list}</BlockList>");
        return SendAsync(
            RequestMethod.Put, name, "comp=blocklist", request => Write(request, body, ifAbsent, mark), cancellationToken);
    }

    public Task<Response> DeleteAsync(string name, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Delete, name, "", _ => { }, cancellationToken);

    public Task<Response> ListAsync(
        string prefix, string? startFrom, bool recursive, string? marker, CancellationToken cancellationToken)
    {
        var query = new StringBuilder("restype=container&comp=list&prefix=")
            .Append(Uri.EscapeDataString(prefix))
            .Append(CultureInfo.InvariantCulture, $"&maxresults={_pageSize}")
            .Append(recursive ? "" : "&delimiter=%2F");
        if (startFrom is not null)
        {
            query.Append("&startFrom=").Append(Uri.EscapeDataString(startFrom));
        }
        if (marker is not null)
        {
            query.Append("&marker=").Append(Uri.EscapeDataString(marker));
        }
        return SendAsync(RequestMethod.Get, "", query.ToString(), _ => { }, cancellationToken);
    }

    /// <summary>The address of a blob, without any authorisation.</summary>
    public Uri Address(string name) => name.Length == 0
        ? _container
        : new Uri($"{_container.AbsoluteUri.TrimEnd('/')}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}");

    private async Task<Response> SendAsync(
        RequestMethod method, string name, string query, Action<Request> prepare, CancellationToken cancellationToken)
    {
        var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Address(name));
        request.Uri.Query = query;
        request.Headers.SetValue("x-ms-version", ServiceVersion);
        prepare(request);
        try
        {
            await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (BlobErrors.IsOfNetwork(error, cancellationToken))
        {
            throw BlobErrors.Unreachable(_container, name, error);
        }
        catch (Exception error) when (BlobErrors.IsOfSignIn(error))
        {
            throw BlobErrors.NotSignedIn(_container, error);
        }
        return message.Response;
    }

    private static void Write(Request request, ReadOnlyMemory<byte> content, bool ifAbsent, string mark)
    {
        request.Content = RequestContent.Create(content);
        request.Headers.SetValue(WriteMark, mark);
        if (ifAbsent)
        {
            request.Headers.SetValue("If-None-Match", "*");
        }
    }

    private sealed class PipelineOptions : ClientOptions;
}
