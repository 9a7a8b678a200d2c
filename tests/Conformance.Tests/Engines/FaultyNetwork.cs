using System.Net;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>A way to the server that goes wrong at calls of one's choice; they are counted from 1.</summary>
/// <param name="fault">What happens to a call.</param>
internal sealed class FaultyNetwork(Func<int, Fault> fault) : DelegatingHandler(new SocketsHttpHandler
{
    EnableMultipleHttp2Connections = true,
    UseProxy = false,
})
{
    private readonly List<string> _calls = [];

    /// <summary>The methods that were called.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number;
        lock (_calls)
        {
            _calls.Add(request.RequestUri!.Segments[^1]);
            number = _calls.Count;
        }
        switch (fault(number))
        {
            case Fault.NotSent:
                throw new HttpRequestException("there is no way to the server");
            case Fault.AnswerLost:
                using (var answer = await base.SendAsync(request, cancellationToken))
                {
                    await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                }
                throw new HttpRequestException("the answer was lost");
            case Fault.TokenRefused:
                var refused = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
                refused.Content.Headers.ContentType = new("application/grpc");
                refused.TrailingHeaders.Add("grpc-status", "16");
                return refused;
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }
}
